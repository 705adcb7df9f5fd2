import { compileRules } from '../../../domain/compliance/compile-rules.ts';
import type { HistoryFact, ListFact, ScreenFacts } from '../../../domain/compliance/facts.ts';
import { screen } from '../../../domain/compliance/screen.ts';
import type { E164 } from '../../../domain/ids.ts';
import { DAY_MS, type EpochMs, type ZoneTable } from '../../../domain/time.ts';
import type { ContactKind, ListName } from '../../../domain/vocabulary.ts';
import { numberTypeOf } from '../../../numbering/number-type.ts';
import { placesOf } from '../../../numbering/places.ts';
import { AGREEMENTS } from '../consents.ts';
import type { EarlierCall, Person } from '../story.ts';

/** A call as the carrier's log has it, put on the demonstration clock. */
export interface WitnessedCall {
  readonly phone: string;
  readonly at: EpochMs;
  /** Null where nobody answered, and where a machine or silence did: a message left is no conversation. */
  readonly talkedAt: EpochMs | null;
}

export interface Breach {
  readonly person: string;
  readonly at: string;
  readonly rules: readonly string[];
}

export interface Witnesses {
  readonly people: readonly (Person & { kind: ContactKind })[];
  readonly earlier: readonly EarlierCall[];
  /** Numbers of the registries' files and of the tenant's own list. */
  readonly listed: Readonly<Partial<Record<ListName, readonly string[]>>>;
  readonly placed: readonly WitnessedCall[];
  readonly storyBegins: EpochMs;
}

const EVERY_PACK = compileRules({ packs: null, amendments: [], overrides: [], holidays: [] });

/**
 * Calls that the law forbade at the moment at which the carrier was asked to place them: judged from the example's files
 * and the carrier's log, with rules compiled anew. Nothing that the product stored is asked.
 */
export function breachesOf(witnesses: Witnesses, zones: ZoneTable): Breach[] {
  return witnesses.placed.flatMap((call) => {
    const person = witnesses.people.find(({ phone }) => phone === call.phone);
    if (!person) return [{ person: 'nobody of the story', at: new Date(call.at).toISOString(), rules: [] }];
    const verdict = screen(factsAt(person, call.at, witnesses), EVERY_PACK, call.at, zones);
    if (verdict.result === 'allowed') return [];
    const rules = verdict.findings.filter(({ result }) => result !== 'pass').map(({ rule }) => rule);
    return [{ person: person.name, at: new Date(call.at).toISOString(), rules }];
  });
}

function factsAt(person: Witnesses['people'][number], at: EpochMs, witnesses: Witnesses): ScreenFacts {
  const places = placesOf(person.phone as E164, {
    ...(person.address.state ? { state: person.address.state } : {}),
    ...(person.address.postalCode ? { postalCode: person.address.postalCode } : {}),
    ...(person.address.country ? { country: person.address.country } : {}),
  });
  const before = historyBefore(person.phone, at, witnesses);
  const dials = before.filter(({ event }) => event === 'attempt').map((one) => one.at);
  return {
    ...{ phase: 'dial', kind: person.kind, automatedVoice: true, subject: null, debtId: null, observedAt: at },
    consents: AGREEMENTS[person.agreed].flatMap((agreed) =>
      agreed.scopes.map((scope) => ({
        scope,
        source: agreed.source,
        at: witnesses.storyBegins - agreed.givenDaysAgo * DAY_MS,
        revokedAt: daysBefore(witnesses.storyBegins, agreed.revokedDaysAgo),
        expiresAt: daysBefore(witnesses.storyBegins, agreed.expiredDaysAgo),
      })),
    ),
    history: before,
    phones: [
      {
        ...{ position: 0, places, numberType: numberTypeOf(person.phone as E164), inAnotherCall: false },
        lists: listsOf(person.phone, at, witnesses),
        reassigned: { state: 'not-asked', asOf: null },
        attemptsAt: dials,
      },
    ],
    leadAttemptsAt: dials,
    ...{ campaign: null, carrierIsReal: false, demonstrationClock: true },
  };
}

function historyBefore(phone: string, at: EpochMs, { earlier, placed }: Witnesses): HistoryFact[] {
  const about = { outcome: null, phone: 0, subject: null, debtId: null };
  const own = [
    ...earlier.map((call) => ({ ...call, talkedAt: call.ended === 'completed' ? call.at : null })),
    ...placed,
  ].filter((call) => call.phone === phone && call.at < at);
  return own
    .flatMap((call): HistoryFact[] => [{ at: call.at, event: 'attempt', ...about }])
    .concat(
      own.flatMap(({ talkedAt }): HistoryFact[] =>
        talkedAt === null ? [] : [{ at: talkedAt, event: 'conversation', ...about }],
      ),
    );
}

function listsOf(phone: string, at: EpochMs, { listed }: Witnesses): ListFact[] {
  return (['internal', 'us-federal', 'ca-national'] as const).map((list) => ({
    ...{ list, state: listed[list]?.includes(phone) ? 'listed' : 'clear', since: null, version: null },
    ...(list === 'internal' ? { asOf: null, validUntil: null } : { asOf: at - DAY_MS, validUntil: at + DAY_MS }),
  }));
}

function daysBefore(at: EpochMs, days: number | undefined): EpochMs | null {
  return days === undefined ? null : at - days * DAY_MS;
}
