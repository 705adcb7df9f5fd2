import { WEEKDAYS } from '../time.ts';
import { minutesOf } from '../windows.ts';
import type { DayHours, Provision, Requirement } from './provision.ts';

/**
 * Why a provision asks less than the one that it would replace; null when it asks at least as much. What cannot be compared
 * counts as laxer.
 */
export function whyLaxer(change: Provision, law: Provision): string | null {
  if (change.requires.what !== law.requires.what) return 'it asks for something else';
  return laxerScope(change, law) ?? laxerDates(change, law) ?? laxerRequirement(change.requires, law.requires);
}

function laxerScope(change: Provision, law: Provision): string | null {
  const { appliesTo: mine, where: here } = change;
  const { appliesTo: its, where: there } = law;
  const everywhere = !here.countries && !here.states;
  const all = (wanted: readonly string[] = [], given: readonly string[] = []) =>
    wanted.every((one) => given.includes(one));
  const samePlaces =
    (there.countries || there.states) && all(there.countries, here.countries) && all(there.states, here.states);
  const sameCodes = !here.postalCodes || (there.postalCodes && all(there.postalCodes, here.postalCodes));
  if ((!everywhere && !samePlaces) || !sameCodes) return 'it holds in fewer places';
  if (mine.kinds && !(its.kinds && all(its.kinds, mine.kinds))) return 'it is about fewer kinds of calls';
  if (mine.automatedVoice !== undefined && mine.automatedVoice !== its.automatedVoice)
    return 'it is about fewer voices';
  if (mine.numberTypes && !(its.numberTypes && all(its.numberTypes, mine.numberTypes)))
    return 'it is about fewer telephones';
  if (mine.unlessConsent && mine.unlessConsent !== its.unlessConsent) return 'it lets consent go before it';
  if (mine.unlessRelationship === true && its.unlessRelationship !== true) return 'it lets a relationship go before it';
  if (mine.unlessDirectConsent === true && its.unlessDirectConsent !== true)
    return 'it lets a direct consent go before it';
  return null;
}

function laxerDates(change: Provision, law: Provision): string | null {
  if (change.from !== null && (law.from === null || change.from > law.from)) return 'it begins later';
  if (change.until !== null && (law.until === null || change.until < law.until)) return 'it ends earlier';
  return null;
}

function laxerRequirement(mine: Requirement, its: Requirement): string | null {
  if (mine.what === 'hours' && its.what === 'hours') {
    const wider = WEEKDAYS.find((day) => isWider(mine.byWeekday[day], its.byWeekday[day]));
    if (wider) return `it is open longer on ${wider}`;
    if (its.holidays && !keepsHolidays(mine.holidays, its.holidays)) return 'it does not keep the same holidays';
    return its.zone === mine.zone ? null : 'it goes by another clock';
  }
  if (mine.what === 'cap' && its.what === 'cap') {
    const wider =
      mine.most > its.most || mine.perMs < its.perMs || (mine.sameSubject === true && its.sameSubject !== true);
    return wider || mine.scope !== its.scope || mine.outcomes !== undefined ? 'it allows more calls' : null;
  }
  if (mine.what === 'quiet-after' && its.what === 'quiet-after') {
    const shorter = (mine.forMs ?? 0) < (its.forMs ?? 0) || (mine.forMonths ?? 0) < (its.forMonths ?? 0);
    const fewer = its.events.some((event) => !mine.events.includes(event));
    return shorter || fewer || mine.scope !== its.scope ? 'it is quiet for less' : null;
  }
  if (mine.what === 'list' && its.what === 'list') {
    const laxer = mine.list !== its.list || mine.maxAgeDays > its.maxAgeDays || (its.mustHold && !mine.mustHold);
    return laxer ? 'it asks a list less strictly' : null;
  }
  if (mine.what === 'consent' && its.what === 'consent') {
    return mine.scope !== its.scope || (its.written === true && mine.written !== true)
      ? 'it asks for less consent'
      : null;
  }
  if (mine.what === 'reassigned' && its.what === 'reassigned')
    return its.mustAsk && !mine.mustAsk ? 'it need not ask' : null;
  if (mine.what === 'disclosure' && its.what === 'disclosure') {
    if (mine.on !== its.on && mine.on !== 'every-call') return 'it is said on fewer calls';
    return mine.key !== its.key || mine.after !== its.after || mine.withinMs > its.withinMs
      ? 'it may be said later'
      : null;
  }
  return mine.what === 'ban' ? null : 'it cannot be compared';
}

function isWider(mine: DayHours, its: DayHours): boolean {
  if (mine === null) return false;
  if (its === null) return true;
  const minutes = (text: string, unreadable: number) => minutesOf(text) ?? unreadable;
  return minutes(mine.start, -1) < minutes(its.start, 0) || minutes(mine.end, 9999) > minutes(its.end, 1440);
}

type Holidays = Extract<Requirement, { what: 'hours' }>['holidays'];

function keepsHolidays(mine: Holidays, its: NonNullable<Holidays>): boolean {
  if (!mine || mine.table !== its.table || isWider(mine.hours, its.hours)) return false;
  return (its.days ?? []).every(({ date }) => mine.days?.some((day) => day.date === date));
}
