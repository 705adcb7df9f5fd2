import { WEEKDAYS, type Weekday } from '../../time.ts';
import type { DayHours, Provision, ProvisionPlaces, ProvisionScope, Requirement, WeekHours } from '../provision.ts';

type Body = Pick<Provision, 'title' | 'citation' | 'confidence' | 'requires'> &
  Partial<Pick<Provision, 'from' | 'until' | 'appliesTo'>>;

/** Writes the provisions of one place: each has a name in it and, unless it says otherwise, no dates and no limits. */
export function lawOf(prefix: string, jurisdiction: string, where: ProvisionPlaces) {
  return (name: string, { from = null, until = null, appliesTo = {}, ...body }: Body): Provision => ({
    id: `${prefix}.${name}`,
    jurisdiction,
    ...body,
    from,
    until,
    where,
    appliesTo,
  });
}

/** The law of a state of the United States: `lawOfState('FL')`. */
export function lawOfState(code: string) {
  return lawOf(`us-${code.toLowerCase()}`, `US-${code}`, { states: [`US-${code}`] });
}

/** What most state laws are about. */
export const SOLICITATION: ProvisionScope = { kinds: ['telemarketing'] };
export const AUTOMATED_SOLICITATION: ProvisionScope = { kinds: ['telemarketing'], automatedVoice: true };

/** `week('08:00-20:00', { sun: null })`: the same hours every day but those that are named. */
export function week(everyDay: string | null, but: Partial<Record<Weekday, string | null>> = {}): WeekHours {
  const hours = (day: Weekday): DayHours => {
    const text = day in but ? but[day] : everyDay;
    const [start, end] = text?.split('-') ?? [];
    return start !== undefined && end !== undefined ? { start, end } : null;
  };
  const [mon, tue, wed, thu, fri, sat, sun] = WEEKDAYS;
  return {
    mon: hours(mon),
    tue: hours(tue),
    wed: hours(wed),
    thu: hours(thu),
    fri: hours(fri),
    sat: hours(sat),
    sun: hours(sun),
  };
}

/** At most three calls in 24 hours to one person about one subject, as several states have it. */
export const THREE_A_DAY: Requirement = {
  what: 'cap',
  most: 3,
  perMs: 24 * 60 * 60 * 1000,
  scope: 'person',
  sameSubject: true,
};
