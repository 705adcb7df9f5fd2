import { z } from 'zod';
import type { CallSummary } from '../../api/contract/calls.ts';
import { ComplianceVerdict } from '../../api/contract/compliance.ts';
import { LeadDetail } from '../../api/contract/leads.ts';
import type { ApiClient } from '../../cli/http/client.ts';
import { list } from '../../cli/http/find.ts';
import { CALLS } from '../../cli/nouns.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { StoryCampaign } from './prepare.ts';

type StoryPerson = StoryCampaign['people'][number];

export interface Called {
  readonly person: StoryPerson;
  readonly at: EpochMs;
  readonly disposition: string | null;
}

export interface NotCalled {
  readonly person: StoryPerson;
  readonly zone: string | null;
  readonly because: string;
  readonly rule: string;
  readonly citation: string | null;
  readonly confidence: string | null;
  /** Null: never, unless somebody changes something. */
  readonly next: EpochMs | null;
  readonly verdict: ComplianceVerdict;
}

/** What one of the three days came to. */
export interface DayAccount {
  readonly askedAt: EpochMs;
  readonly called: readonly Called[];
  readonly notCalled: readonly NotCalled[];
}

const Line = z.union([
  ComplianceVerdict.extend({ line: z.number() }),
  z.object({ line: z.number(), problem: z.looseObject({ detail: z.string() }) }),
]);

/** Calls of the campaign between two moments of the demonstration clock; `offsetMs` is that clock's at this moment. */
export async function callsBetween(
  api: ApiClient,
  campaign: StoryCampaign,
  { from, to, offsetMs }: { from: EpochMs; to: EpochMs; offsetMs: number },
): Promise<Called[]> {
  const calls: CallSummary[] = await list(api, CALLS, { campaignId: campaign.id }, 10_000);
  const byLead = new Map(campaign.people.map((person) => [person.leadId, person]));
  return calls
    .flatMap(({ leadId, dueAt, disposition, dispositionLabel }) => {
      const person = byLead.get(leadId ?? '');
      const at = Date.parse(dueAt) + offsetMs;
      const isHis = person && at >= from && at < to && disposition !== 'blocked';
      return isHis ? [{ person, at, disposition: dispositionLabel }] : [];
    })
    .toSorted((a, b) => a.at - b.at);
}

/** Asks the rules why each of these people is not called at `askedAt`, and when next. Those who are done with are left out. */
export async function whyNotCalled(
  api: ApiClient,
  campaign: StoryCampaign,
  people: readonly StoryPerson[],
  askedAt: EpochMs,
): Promise<NotCalled[]> {
  const waiting: StoryPerson[] = [];
  for (const person of people) {
    const { campaigns } = await api.get(`/api/v1/leads/${person.leadId}`, LeadDetail);
    if (campaigns.some(({ campaignId, state }) => campaignId === campaign.id && state !== 'done')) waiting.push(person);
  }
  const checks = waiting.map(({ phone, address }) =>
    JSON.stringify({ phone, address, at: new Date(askedAt).toISOString(), campaignId: campaign.id }),
  );
  const response = await api.open('POST', '/api/v1/compliance/checks/batch', {
    raw: { type: 'application/x-ndjson', bytes: `${checks.join('\n')}\n` },
  });
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  return lines.map((line, index) => {
    const answer = Line.parse(JSON.parse(line));
    const person = waiting[index];
    if (!person || 'problem' in answer) throw new Error(`check ${index + 1} was not answered`);
    return notCalled(person, answer);
  });
}

function notCalled(person: StoryPerson, verdict: ComplianceVerdict): NotCalled {
  const finding = telling(verdict);
  const zone = verdict.location.zones[0] ?? null;
  const allowed = verdict.verdict === 'allowed';
  return {
    person,
    zone,
    because: allowed
      ? 'is tried again later'
      : (finding?.title ?? finding?.reasonText ?? verdict.reasonText ?? 'a rule refused'),
    rule: finding?.rule ?? '',
    citation: finding?.citation ?? null,
    confidence: finding?.confidence ?? null,
    next: verdict.verdict === 'deferred' && verdict.nextCallableAt !== null ? Date.parse(verdict.nextCallableAt) : null,
    verdict,
  };
}

/** The finding that tells most: the one that lasts longest, and of several the law of the place before that of the land. */
function telling({ findings }: ComplianceVerdict): ComplianceVerdict['findings'][number] | undefined {
  const against = findings.filter(({ result }) => result !== 'pass');
  const blocking = against.filter(
    ({ result, until }) => result === 'block' || (result === 'unknown' && until === null),
  );
  const [first] = (blocking.length > 0 ? blocking : against).toSorted(
    (a, b) => (b.until ?? '9999').localeCompare(a.until ?? '9999') || weightOf(a) - weightOf(b),
  );
  return first;
}

function weightOf({ rule, citation }: ComplianceVerdict['findings'][number]): number {
  if (citation === null) return 2;
  return rule.startsWith('us.') ? 1 : 0;
}
