import { z } from 'zod';
import { CallSummary } from '../../api/contract/calls.ts';
import { LeadDetail, LeadSummary } from '../../api/contract/leads.ts';
import type { LocalTime } from '../../api/contract/time.ts';
import type { ApiClient } from '../../cli/http/client.ts';
import { list } from '../../cli/http/find.ts';

/** One lead as the demonstration left it. */
export interface LeadResult {
  readonly name: string;
  readonly state: 'waiting' | 'in-call' | 'done' | 'blocked';
  readonly disposition: string | null;
  /** Why it waits or is blocked, in words. */
  readonly because: string | null;
  readonly next: LocalTime | null;
}

/** A call back that somebody asked for, and whether it was kept. Instants are real ones. */
export interface PromisedCall {
  readonly name: string;
  readonly promisedFor: string;
  readonly calledAt: string | null;
  readonly endedAs: string | null;
}

export interface DemoResult {
  readonly leads: readonly LeadResult[];
  readonly promises: readonly PromisedCall[];
}

const MOST = 10_000;
const Ended = z.looseObject({
  disposition: z.string(),
  next: z.looseObject({ kind: z.string(), at: z.string().optional() }).optional(),
});

/** Every lead of the campaign with how it ended, or why it waits and until when. Read over the API. */
export async function readResult(api: ApiClient, campaignId: string): Promise<DemoResult> {
  const leads = await list(api, { title: 'lead', path: '/api/v1/leads', item: LeadSummary }, { campaignId }, MOST);
  const asked = await list(
    api,
    { title: 'call', path: '/api/v1/calls', item: CallSummary },
    { campaignId, disposition: 'callback-requested' },
    MOST,
  );
  const askers = new Set(asked.flatMap(({ leadId }) => leadId ?? []));
  const results: LeadResult[] = [];
  const promises: PromisedCall[] = [];
  for (const lead of leads) {
    const standing = lead.campaigns.find((one) => one.campaignId === campaignId);
    const name = `${lead.firstName} ${lead.lastName}`.trim();
    const isOver = standing?.state === 'done' && !askers.has(lead.id);
    // The whole of a lead is asked for only where there is more to tell than how it ended.
    const detail = isOver ? null : await api.get(`/api/v1/leads/${lead.id}`, LeadDetail);
    const inCampaign = detail?.campaigns.find((one) => one.campaignId === campaignId);
    results.push({
      name,
      state: standing?.state ?? 'waiting',
      disposition: standing?.lastDisposition ?? null,
      because: inCampaign?.reasonText ?? inCampaign?.reason ?? null,
      next: inCampaign?.nextAttempt ?? null,
    });
    if (detail && askers.has(lead.id)) promises.push(...promisesOf(name, detail));
  }
  return { leads: results, promises };
}

function promisesOf(name: string, { events, attempts }: LeadDetail): PromisedCall[] {
  return events.flatMap(({ type, at, data }) => {
    const ended = type === 'call.ended' ? Ended.safeParse(data).data : undefined;
    // A promise that had to be moved is told again by later calls; it was given once.
    if (ended?.disposition !== 'callback-requested' || ended.next?.kind !== 'callback') return [];
    const promisedFor = ended.next.at;
    if (promisedFor === undefined) return [];
    const kept = attempts
      .filter(({ dialStartedAt }) => dialStartedAt !== null && dialStartedAt > at)
      .toSorted((a, b) => (a.dialStartedAt ?? '').localeCompare(b.dialStartedAt ?? ''))[0];
    return [
      {
        name,
        promisedFor,
        calledAt: kept?.dialStartedAt ?? null,
        endedAs: kept?.dispositionLabel ?? null,
      },
    ];
  });
}
