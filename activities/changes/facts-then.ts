import { z } from 'zod';
import type { DialledCall, removedSince } from '../../database/changes/replays.ts';
import type { CampaignRules } from '../../database/engine/campaign-rules.ts';
import type { ListFact, PhoneFacts, ScreenFacts } from '../../domain/compliance/facts.ts';
import type { Finding } from '../../domain/compliance/verdict.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { ListName } from '../../domain/vocabulary.ts';
import { isRegistryList, type RegistryList } from '../../registry/lists.ts';
import type { LeadFacts } from '../screening/lead-facts.ts';
import { factsOf } from '../screening/screen-lead.ts';

type Removed = Awaited<ReturnType<typeof removedSince>>[number];

/** What was known when the call was dialled, and what of it was not kept. */
export interface FactsThen {
  facts: ScreenFacts;
  /** Registries that the verdict of the time speaks of; of others nobody can say what they said. */
  registries: ReadonlySet<string>;
  missing: string[];
}

const stored = z.object({
  findings: z.array(
    z.object({
      rule: z.string(),
      result: z.enum(['pass', 'defer', 'block', 'unknown']),
      reason: z.string().nullable(),
      phone: z.number().nullable(),
      facts: z.record(z.string(), z.unknown()),
    }),
  ),
});
type StoredFinding = z.infer<typeof stored>['findings'][number];

/**
 * The facts of a past dial: history, consents and own lists as their records say they were at that moment, registries as
 * the kept verdict names them, the address as it is today. Null: the lead, or its number, is not there any more.
 */
export function factsThen(
  call: DialledCall,
  lead: LeadFacts | undefined,
  about: { campaign: CampaignRules | null; removed: readonly Removed[]; offsetMs: number },
): FactsThen | null {
  const dialled = lead?.phones.find((phone) => phone.hmac.equals(call.number_hmac));
  if (!lead || !dialled) return null;
  const { offsetMs } = about;
  const at = call.dial_started_at.getTime() + offsetMs;
  const findings = findingsOf(call.verdict);
  const { position } = dialled.facts;
  const phones = lead.phones.map((phone): LeadFacts['phones'][number] => ({
    ...phone,
    facts: phoneThen(phone.facts, at, [
      ...ownLists(phone.facts.lists, at),
      ...about.removed
        .filter((entry) => entry.number_hmac.equals(phone.hmac) && wasListed(entry, call, at - offsetMs))
        .map((entry) => listed(entry.list, entry.created_at.getTime() + offsetMs)),
      ...registryFacts(findings, phone.facts.position),
    ]),
  }));
  const then: LeadFacts = {
    ...lead,
    phones,
    history: lead.history.filter((past) => past.at < at),
    leadAttemptsAt: lead.leadAttemptsAt.filter((dial) => dial < at),
  };
  const facts = factsOf(then, position, {
    phase: 'dial',
    rules: about.campaign,
    ruleSet: { version: '', rules: [] },
    carrierIsReal: false,
    rulesNowMs: at,
    demonstrationClock: false,
  });
  return {
    // The campaign's own window and limits are not law, and what they were that day is not kept.
    facts: { ...facts, campaign: null },
    registries: new Set(findings.flatMap((finding) => registryOf(finding) ?? [])),
    missing: missingOf(call, findings, dialled.facts),
  };
}

function phoneThen(phone: PhoneFacts, at: EpochMs, lists: readonly ListFact[]): PhoneFacts {
  const { reassigned } = phone;
  return {
    ...phone,
    lists,
    inAnotherCall: false,
    attemptsAt: phone.attemptsAt.filter((dial) => dial < at),
    reassigned: reassigned.asOf !== null && reassigned.asOf > at ? { state: 'not-asked', asOf: null } : reassigned,
  };
}

/** Entries that came later say nothing about that moment. */
function ownLists(lists: readonly ListFact[], at: EpochMs): ListFact[] {
  return lists.map((fact) =>
    fact.state === 'listed' && fact.since !== null && fact.since > at ? { ...fact, state: 'clear', since: null } : fact,
  );
}

function wasListed(entry: Removed, call: DialledCall, realMs: EpochMs): boolean {
  if (entry.campaign_id !== null && entry.campaign_id !== call.campaign_id) return false;
  return entry.created_at.getTime() <= realMs && entry.removed_at.getTime() > realMs;
}

function listed(list: ListName, since: EpochMs): ListFact {
  return { list, state: 'listed', since, asOf: null, validUntil: null, version: null };
}

function findingsOf(verdict: string | null): StoredFinding[] {
  if (verdict === null) return [];
  const read = stored.safeParse(JSON.parse(verdict));
  return read.success ? read.data.findings : [];
}

function registryOf({ facts }: Pick<StoredFinding, 'facts'>): RegistryList | null {
  const list = facts['list'];
  return typeof list === 'string' && isRegistryList(list) ? list : null;
}

function registryFacts(findings: readonly StoredFinding[], position: number): ListFact[] {
  return findings.flatMap((finding): ListFact[] => {
    const list = registryOf(finding);
    if (list === null || (finding.facts['phone'] ?? finding.phone) !== position) return [];
    const instant = (name: string) => (typeof finding.facts[name] === 'number' ? finding.facts[name] : null);
    const version = finding.facts['version'];
    return [
      {
        list,
        state: stateOf(finding),
        since: instant('since'),
        asOf: instant('asOf'),
        validUntil: instant('validUntil'),
        version: typeof version === 'string' ? version : null,
      },
    ];
  });
}

function stateOf({ result, reason, facts }: StoredFinding): ListFact['state'] {
  if (reason === 'list-not-held' || facts['held'] === false) return 'not-held';
  if (result === 'block') return 'listed';
  return result === 'unknown' ? 'unreadable' : 'clear';
}

function missingOf(call: DialledCall, findings: readonly StoredFinding[], phone: PhoneFacts): string[] {
  if (call.verdict === null) return ['verdict'];
  const location = findings.find(({ rule, phone: of }) => rule === 'known-location' && of === phone.position);
  const zones = location?.facts['zones'];
  const now = phone.places.zones;
  const moved = Array.isArray(zones) && (zones.length !== now.length || now.some((zone) => !zones.includes(zone)));
  return moved ? ['address'] : [];
}

/** The list of a finding about a registry that nobody asked that day; null for any other finding. */
export function unaskedRegistry(finding: Finding, registries: ReadonlySet<string>): string | null {
  if (finding.reason !== 'list-not-held') return null;
  const list = registryOf(finding);
  return list !== null && !registries.has(list) ? list : null;
}
