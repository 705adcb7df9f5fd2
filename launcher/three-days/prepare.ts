import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { Campaign, CommandAnswer } from '../../api/contract/campaigns.ts';
import { RegistryVersion } from '../../api/contract/dnc.ts';
import { Import } from '../../api/contract/imports.ts';
import type { LeadSummary } from '../../api/contract/leads.ts';
import { List } from '../../api/contract/lists.ts';
import type { ApiClient } from '../../cli/http/client.ts';
import { list } from '../../cli/http/find.ts';
import { waitForImport } from '../../cli/importing/wait-for-import.ts';
import { LEADS } from '../../cli/nouns.ts';
import { WEEKDAYS } from '../../domain/time.ts';
import { recordConsents } from './consents.ts';
import { type Person, readPeople, STORY_FOLDER } from './story.ts';
import type { StoryTenant } from './tenant.ts';

/** One campaign of the story and whom it calls. */
export interface StoryCampaign {
  readonly id: string;
  readonly name: string;
  readonly kind: 'telemarketing' | 'debt';
  readonly people: readonly (Person & { readonly leadId: string })[];
}

const REFUSED_BEFORE = '24';
const CAMPAIGNS = [
  { name: 'Three days: offers', kind: 'telemarketing', file: 'sales.csv' },
  { name: 'Three days: debts', kind: 'debt', file: 'debts.csv' },
] as const;

/** Brings in registries, people, consents and a refusal, and makes the campaigns: over the API, as anybody would. */
export async function prepareStory(api: ApiClient, tenant: StoryTenant, signal: AbortSignal): Promise<StoryCampaign[]> {
  for (const name of ['us-federal', 'ca-national']) await uploadRegistry(api, name, signal);
  const campaigns: StoryCampaign[] = [];
  for (const { name, kind, file } of CAMPAIGNS) {
    const listId = await importPeople(api, name, file, signal);
    const people = await withLeads(api, listId, readPeople(file));
    for (const person of people) await recordConsents(api, person.leadId, person, Date.now());
    campaigns.push({ id: await makeCampaign(api, tenant, { name, kind, listId }), name, kind, people });
  }
  const refuser = campaigns.flatMap(({ people }) => people).find(({ id }) => id === REFUSED_BEFORE);
  if (refuser) {
    const body = { phone: refuser.phone, reason: 'Asked in a letter not to be called' };
    await api.post('/api/v1/opt-outs', z.looseObject({}), { body, signal });
  }
  return campaigns;
}

export async function startStory(api: ApiClient, campaigns: readonly StoryCampaign[]): Promise<void> {
  for (const { id } of campaigns) await api.post(`/api/v1/campaigns/${id}/start`, CommandAnswer);
}

async function uploadRegistry(api: ApiClient, name: string, signal: AbortSignal): Promise<void> {
  const fileName = `${name}.txt`;
  let version = await api.post(`/api/v1/dnc/registries/${name}/versions`, RegistryVersion, {
    query: { fileName },
    raw: { type: 'application/octet-stream', bytes: await openAsBlob(join(STORY_FOLDER, fileName)) },
    signal,
  });
  while (version.status === 'building') {
    await pause(200, undefined, { signal });
    version = await api.get(`/api/v1/dnc/versions/${version.id}`, RegistryVersion);
  }
  if (version.status !== 'active') throw new Error(`the registry ${name} is ${version.status}: ${version.error ?? ''}`);
}

async function importPeople(api: ApiClient, name: string, file: string, signal: AbortSignal): Promise<string> {
  const made = await api.post('/api/v1/lists', List, { body: { name } });
  const begun = await api.post(`/api/v1/lists/${made.id}/imports`, Import, {
    query: { fileName: file },
    raw: { type: 'text/csv', bytes: await openAsBlob(join(STORY_FOLDER, file)) },
    signal,
  });
  const done = await waitForImport(api, begun.id, signal);
  if (done.status !== 'completed') throw new Error(`The import ${done.status}: ${done.error ?? 'see the log'}`);
  return made.id;
}

async function withLeads(api: ApiClient, listId: string, people: readonly Person[]): Promise<StoryCampaign['people']> {
  const leads: LeadSummary[] = await list(api, LEADS, { listId }, 1000);
  return people.map((person) => {
    const lead = leads.find(({ externalId }) => externalId === person.id);
    if (!lead) throw new Error(`row ${person.id} of the example became no lead`);
    return { ...person, leadId: lead.id };
  });
}

async function makeCampaign(
  api: ApiClient,
  { agentId, trunkId, callerId }: StoryTenant,
  { name, kind, listId }: { name: string; kind: StoryCampaign['kind']; listId: string },
): Promise<string> {
  const made = await api.post('/api/v1/campaigns', Campaign, {
    body: {
      ...{ name, listIds: [listId], agents: [{ agentId, share: 100 }], trunkId, callerIds: [callerId] },
      ...{ callKind: kind, dialerType: 'agentless', callsPerSecond: 20, maxConcurrentCalls: 50 },
      ...{ subject: null, consentBasis: 'prior-express-written', objectives: ['Show when nobody is called'] },
      // The whole day: what keeps a call back is the law alone.
      callingWindow: { days: WEEKDAYS, start: '00:00', end: '24:00', zone: 'lead' },
    },
  });
  return made.id;
}
