import type { ApiClient } from '../../cli/http/client.ts';
import { createClient } from '../../cli/http/client.ts';
import type { Database } from '../../database/connect.ts';
import type { EpochMs, ZoneTable } from '../../domain/time.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { Verification } from '../../ledger/verify/export-format.ts';
import { callsBetween, type DayAccount, whyNotCalled } from './account.ts';
import { prepareStory, startStory, type StoryCampaign } from './prepare.ts';
import { type ProofFiles, proveStory } from './prove.ts';
import { readEarlierCalls, storyTimes } from './story.ts';
import { makeStoryTenant, type StoryTenant } from './tenant.ts';
import { visitUntil, type Winding } from './visits.ts';

export interface StoryDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly zones: ZoneTable;
  readonly apiUrl: string;
  readonly carrierUrl: string;
  readonly proof: ProofFiles;
  readonly signal: AbortSignal;
  readonly onTenant?: (tenant: StoryTenant) => void;
  readonly onVisit?: (at: EpochMs) => void;
  readonly onDay?: (day: DayAccount) => void;
}

export interface StoryTold {
  readonly tenant: StoryTenant;
  readonly campaigns: readonly StoryCampaign[];
  readonly windings: readonly Winding[];
  readonly days: readonly DayAccount[];
  readonly verification: Verification;
}

/** Everybody answers within a second and is brief: what the story shows is when they are called. */
const BRISK = { answerRate: 1, ringMedianMs: 500, talkMedianMs: 500, sigma: 0.2 };

/**
 * Dials the campaigns of examples/three-days by the `fake` carrier over the three days around Thanksgiving, on a
 * demonstration clock that goes from one due time to the next; then exports the ledger and verifies it.
 */
export async function tellStory(deps: StoryDeps): Promise<StoryTold> {
  const { database, keyring, zones, signal } = deps;
  const times = storyTimes(zones, Date.now());
  const earlier = readEarlierCalls(times, zones);
  const tenant = await makeStoryTenant(database, keyring, { offsetMs: times.begins - Date.now(), earlier });
  deps.onTenant?.(tenant);
  const api = createClient({ url: deps.apiUrl, apiKey: tenant.apiKey });
  const campaigns = await prepareStory(api, tenant, signal);
  const windings: Winding[] = [{ realAt: 0, offsetMs: times.begins - Date.now() }];
  const days: DayAccount[] = [];
  await behave(deps.carrierUrl, BRISK);
  try {
    await startStory(api, campaigns);
    const visit = { api, database, tenant, campaigns, signal, onVisit: (at: EpochMs) => deps.onVisit?.(at) };
    let from = times.begins;
    for (const [index, to] of times.dayEnds.entries()) {
      await visitUntil(visit, to, windings);
      const offsetMs = windings.at(-1)?.offsetMs ?? 0;
      const day = await accountOf(api, campaigns, { from, to, askedAt: times.askedAt[index] ?? from, offsetMs });
      days.push(day);
      deps.onDay?.(day);
      from = to;
    }
  } finally {
    await behave(deps.carrierUrl, {});
  }
  return { tenant, campaigns, windings, days, verification: await proveStory(api, deps.proof, signal) };
}

async function accountOf(
  api: ApiClient,
  campaigns: readonly StoryCampaign[],
  { from, to, askedAt, offsetMs }: { from: EpochMs; to: EpochMs; askedAt: EpochMs; offsetMs: number },
): Promise<DayAccount> {
  const day = { askedAt, called: [], notCalled: [] } satisfies DayAccount;
  const all = await Promise.all(
    campaigns.map(async (campaign) => {
      const called = await callsBetween(api, campaign, { from, to, offsetMs });
      const others = campaign.people.filter(({ id }) => !called.some(({ person }) => person.id === id));
      return { called, notCalled: await whyNotCalled(api, campaign, others, askedAt) };
    }),
  );
  return {
    ...day,
    called: all.flatMap(({ called }) => called).toSorted((a, b) => a.at - b.at),
    notCalled: all.flatMap(({ notCalled }) => notCalled),
  };
}

/** How the `fake` callees behave; `{}` is as usual. */
async function behave(carrierUrl: string, behaviour: Partial<typeof BRISK>): Promise<void> {
  const response = await fetch(`${carrierUrl}/behaviour`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(behaviour),
  });
  if (!response.ok) throw new Error(`the development carrier refused its behaviour: ${response.status}`);
}
