import { useQuery } from '@tanstack/react-query';
import { listAgentsOptions, listCampaignsOptions, listListsOptions } from '../api-client/@tanstack/react-query.gen.ts';

const asChoices = ({ items }: { items: readonly { id: string; name: string }[] }) =>
  items.map(({ id, name }) => ({ value: id, label: name }));
const ALL = { query: { limit: 200 } };
const KEPT = { staleTime: 30_000, select: asChoices };

/** Campaigns to choose among, by name; none while they are not read, which `PartsNotRead` tells. */
export function useCampaignChoices() {
  return useQuery({ ...listCampaignsOptions(ALL), ...KEPT, meta: { part: 'the names of campaigns' } }).data ?? [];
}

/** Agents to choose among, by name. */
export function useAgentChoices() {
  return useQuery({ ...listAgentsOptions(ALL), ...KEPT, meta: { part: 'the names of agents' } }).data ?? [];
}

/** Lists of leads to choose among, by name. */
export function useListChoices() {
  return useQuery({ ...listListsOptions(ALL), ...KEPT, meta: { part: 'the names of lists' } }).data ?? [];
}
