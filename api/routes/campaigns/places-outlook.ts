import type { PhoneFacts, ScreenFacts } from '../../../domain/compliance/facts.ts';
import { screen } from '../../../domain/compliance/screen.ts';
import type { RuleSet } from '../../../domain/compliance/rule.ts';
import type { E164 } from '../../../domain/ids.ts';
import { NOWHERE, type Places } from '../../../domain/places.ts';
import type { EpochMs, ZoneTable } from '../../../domain/time.ts';
import type { ContactKind, RefusalReason } from '../../../domain/vocabulary.ts';
import type { CallingWindow } from '../../../domain/windows.ts';
import { placesOfArea } from '../../../numbering/area-places.ts';
import { placesOf } from '../../../numbering/places.ts';

/** Leads that the same place is known of. */
export type Group = {
  area: string | null;
  state: string | null;
  country: string | null;
  timeZone: string | null;
  leads: number;
};

export interface PlaceOutlook {
  zones: readonly string[];
  states: readonly string[];
  leads: number;
  openNow: boolean;
  /** Epoch milliseconds; null when not within the next 24 hours. */
  changesAt: EpochMs | null;
  halfHours: readonly boolean[];
}

const HALF_HOUR_MS = 30 * 60_000;
const HALF_HOURS = 48;

/** Asks the rules about the hours of each place, half hour by half hour. Most leads first. */
export function placesOutlook(
  groups: readonly Group[],
  asked: { window: CallingWindow | null; kind: ContactKind; rules: RuleSet; now: EpochMs; zones: ZoneTable },
): PlaceOutlook[] {
  const byPlace = new Map<string, { places: Places; leads: number }>();
  for (const group of groups) {
    if (group.area === null) continue;
    const places = placesOfGroup(group);
    const key = JSON.stringify([places.zones.toSorted(), places.states.toSorted()]);
    const known = byPlace.get(key) ?? { places, leads: 0 };
    known.leads += group.leads;
    byPlace.set(key, known);
  }
  return [...byPlace.values()]
    .map(({ places, leads }) => ({ zones: places.zones, states: places.states, leads, ...hoursAt(places, asked) }))
    .toSorted((a, b) => b.leads - a.leads);
}

function hoursAt(places: Places, asked: Parameters<typeof placesOutlook>[1]) {
  const { now } = asked;
  if (places.zones.length === 0) {
    return { openNow: false, changesAt: null, halfHours: Array<boolean>(HALF_HOURS).fill(false) };
  }
  const first = now - (now % HALF_HOUR_MS);
  const openAt = (step: number) => mayRing(places, first + step * HALF_HOUR_MS, asked);
  const halfHours = Array.from({ length: HALF_HOURS }, (_, step) => openAt(step));
  const openNow = mayRing(places, now, asked);
  const change = halfHours.findIndex((open, step) => step > 0 && open !== openNow);
  return { openNow, changesAt: change < 0 ? null : first + change * HALF_HOUR_MS, halfHours };
}

/** Refusals that the place alone decides; others are about the person, the number or the moment. */
const OF_THE_PLACE: ReadonlySet<string> = new Set<RefusalReason>([
  'outside-window',
  'unknown-location',
  'calls-banned',
  'no-rules',
]);

/** Whether no rule about the place and its hours refuses. */
function mayRing(
  places: Places,
  at: EpochMs,
  { window, kind, rules, zones }: Parameters<typeof placesOutlook>[1],
): boolean {
  const phone: PhoneFacts = {
    position: 0,
    places,
    numberType: 'unknown',
    lists: [],
    reassigned: { state: 'not-asked', asOf: null },
    attemptsAt: [],
    inAnotherCall: false,
  };
  const facts: ScreenFacts = {
    phase: 'claim',
    kind,
    automatedVoice: true,
    subject: null,
    debtId: null,
    consents: [],
    history: [],
    observedAt: at,
    phones: [phone],
    dialing: 0,
    leadAttemptsAt: [],
    campaign: { status: 'running', window, attemptsPerNumberPerDay: 100, attemptsPerLeadPerDay: 100 },
    carrierIsReal: false,
    demonstrationClock: false,
  };
  return screen(facts, rules, at, zones).findings.every(
    ({ reason, result }) => result === 'pass' || reason === null || !OF_THE_PLACE.has(reason),
  );
}

function placesOfGroup({ area, state, country, timeZone }: Group): Places {
  if (area === null) return NOWHERE;
  const address = {
    ...(state === null ? {} : { state }),
    ...(country === null ? {} : { country }),
    ...(timeZone === null ? {} : { timeZone }),
  };
  // In the North American plan the area code alone tells the place: any number of it does.
  if (area.startsWith('+1')) return placesOf(`${area}5550100` as E164, address);
  return placesOfArea(area);
}
