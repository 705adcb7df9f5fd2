import { LAWFUL_HOURS } from '../../lawful-hours.ts';
import { type CallingWindow, hoursOf } from '../../windows.ts';
import type { PhoneFacts } from '../facts.ts';
import { type LawHours, lawHoursOf, nextOpenInAll } from '../provisions/law-hours.ts';
import type { Rule } from '../rule.ts';
import type { Confidence, FactValue, Finding } from '../verdict.ts';
import type { EpochMs, ZoneTable } from '../../time.ts';

const LAWFUL = lawHoursOf(LAWFUL_HOURS);

/** 08:00 to 21:00 in every zone where the telephone may ring: the strictest zone wins. */
export const lawfulWindow: Rule = {
  id: 'lawful-window',
  of: 'phone-dialled',
  check(phone, _facts, at, zones) {
    const about = { rule: 'lawful-window', citation: '47 CFR 64.1200(c)(1)', confidence: 'secondary' } as const;
    return windowFinding(
      about,
      phone,
      knownZones(phone, zones),
      LAWFUL,
      { zones: phone.places.zones, start: '08:00', end: '21:00' },
      at,
      zones,
    );
  },
};

/** The campaign's own days and hours, by the lead's clock or by one zone's. It narrows the lawful window, never widens. */
export const campaignWindow: Rule = {
  id: 'campaign-window',
  of: 'phone-dialled',
  passes(phone, { campaign }, at, zones) {
    const window = campaign?.window;
    if (!window) return true;
    const own = window.zone === 'lead' ? phone.places.zones : [window.zone];
    return own.every((zone) => zones.has(zone)) && nextOpenInAll(zones, own, hoursRead(window), at) === at;
  },
  check(phone, facts, at, zones) {
    const window = facts.campaign?.window;
    const about = { rule: 'campaign-window' } as const;
    if (!window) return { ...about, phone: phone.position, result: 'pass', reason: null, facts: {} };
    const own = window.zone === 'lead' ? knownZones(phone, zones) : [window.zone];
    if (own.some((zone) => !zones.has(zone))) {
      const bad = { result: 'unknown', reason: 'check-failed', facts: { zone: window.zone } } as const;
      return { ...about, phone: null, ...bad };
    }
    const { days, start, end, zone } = window;
    return windowFinding(about, phone, own, hoursRead(window), { days, start, end, zone }, at, zones);
  },
};

const windowsRead = new WeakMap<CallingWindow, LawHours>();

/** A campaign's window is the same object for all of its leads: it is read once. */
function hoursRead(window: CallingWindow): LawHours {
  let hours = windowsRead.get(window);
  if (!hours) {
    hours = lawHoursOf(hoursOf(window));
    windowsRead.set(window, hours);
  }
  return hours;
}

/** Unknown zones are the location rule's to refuse; a window cannot be read there. */
function knownZones(phone: PhoneFacts, zones: ZoneTable): readonly string[] {
  return phone.places.zones.every((zone) => zones.has(zone)) ? phone.places.zones : [];
}

function windowFinding(
  about: { rule: string; citation?: string; confidence?: Confidence },
  phone: PhoneFacts,
  names: readonly string[],
  hours: LawHours,
  facts: Record<string, FactValue>,
  at: EpochMs,
  zones: ZoneTable,
): Finding {
  const open = nextOpenInAll(zones, names, hours, at);
  if (open === at) return { ...about, phone: phone.position, result: 'pass', reason: null, facts };
  const shut = { ...about, phone: phone.position, reason: 'outside-window' } as const;
  if (open === null) return { ...shut, result: 'block', facts: { ...facts, never: true } };
  return { ...shut, result: 'defer', until: open, facts };
}
