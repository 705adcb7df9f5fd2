import type { Query, QueryClient } from '@tanstack/react-query';
import type { TimelineEvent } from '../api-client/types.gen.ts';
import type { LiveFeed } from './live-feed.ts';

/** Events that change little, by type: many come with every call. Reads are named as in the API's description. */
const STALE_BY_TYPE: Record<string, readonly string[]> = {
  'call.ringing': ['listCalls', 'getCall'],
  'call.answered': ['listCalls', 'getCall', 'getOverview'],
  'call.turns': ['getCall'],
};
/** Which reads any other event makes old, by the noun that begins its type. */
const STALE_BY_NOUN: Record<string, readonly string[]> = {
  call: ['listCalls', 'getCall', 'getCampaignProgress', 'getCampaignTrend', 'getOverview', 'listLeads', 'getLead'],
  campaign: [
    ...['listCampaigns', 'getCampaign', 'getCampaignProgress', 'getCampaignTrend', 'getOverview', 'checkCampaign'],
    'listCampaignActivity',
  ],
  lead: ['listLeads', 'getLead', 'getCampaignProgress', 'getOverview', 'listSuppressions'],
  import: ['listImports', 'getImport', 'listLists', 'getList', 'listLeads', 'getOverview'],
  agent: ['listAgents', 'getAgent', 'getPromptHistory'],
  'opt-out': ['listOptOuts', 'getOptOut', 'listSuppressions'],
  consent: ['listConsents'],
  attempt: ['getCall', 'getLead', 'getCampaignProgress'],
};
/** Reads of one thing, with the event's field that names it: other things stay as they are. */
const OF_ONE: Record<string, keyof TimelineEvent> = {
  getCall: 'callId',
  getLead: 'leadId',
  getImport: 'importId',
  getAgent: 'agentId',
  getCampaign: 'campaignId',
  getCampaignProgress: 'campaignId',
  getCampaignTrend: 'campaignId',
  listCampaignActivity: 'campaignId',
};
const EVERY_MS = 1_000;
/** Longer lists are not read anew while somebody scrolls through them. */
const MOST_PAGES = 2;

/**
 * Reads anew what the screens show when events say that it changed: a second after the reads before have been answered,
 * however many events come, so that a server that is slow is asked less.
 */
export function refreshByEvents(feed: LiveFeed, client: QueryClient): () => void {
  let pending: (TimelineEvent | null)[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  async function flush(): Promise<void> {
    const events = pending;
    pending = [];
    const predicate = (query: Query) => !isLong(query) && events.some((event) => touches(event, query));
    await client.invalidateQueries({ predicate }, { cancelRefetch: false });
    timer = undefined;
    if (pending.length > 0) plan();
  }

  function plan(): void {
    if (!closed) timer ??= setTimeout(() => void flush(), EVERY_MS);
  }

  const unsubscribe = feed.onEvent((event) => {
    pending.push(event);
    plan();
  });
  return () => {
    closed = true;
    unsubscribe();
    clearTimeout(timer);
  };
}

function touches(event: TimelineEvent | null, query: Query): boolean {
  if (event === null) return true;
  const key: unknown = query.queryKey[0];
  if (typeof key !== 'object' || key === null || !('_id' in key) || typeof key._id !== 'string') return false;
  const noun = event.type.split('.')[0] ?? '';
  if (!(STALE_BY_TYPE[event.type] ?? STALE_BY_NOUN[noun])?.includes(key._id)) return false;
  const field = OF_ONE[key._id];
  const id = 'path' in key && typeof key.path === 'object' && key.path !== null ? Object.values(key.path)[0] : null;
  return field === undefined || event[field] === null || event[field] === id;
}

function isLong(query: Query): boolean {
  const data: unknown = query.state.data;
  return (
    typeof data === 'object' &&
    data !== null &&
    'pages' in data &&
    Array.isArray(data.pages) &&
    data.pages.length > MOST_PAGES
  );
}
