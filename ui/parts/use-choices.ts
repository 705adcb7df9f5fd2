import { useQuery } from '@tanstack/react-query';
import { listAgentsOptions, listCampaignsOptions } from '../api-client/@tanstack/react-query.gen.ts';

const asChoices = ({ items }: { items: readonly { id: string; name: string }[] }) =>
  items.map(({ id, name }) => ({ value: id, label: name }));

/** Campaigns to choose among, by name. */
export function useCampaignChoices() {
  const { data } = useQuery({
    ...listCampaignsOptions({ query: { limit: 200 } }),
    staleTime: 30_000,
    select: asChoices,
  });
  return data ?? [];
}

/** Agents to choose among, by name. */
export function useAgentChoices() {
  const { data } = useQuery({ ...listAgentsOptions({ query: { limit: 200 } }), staleTime: 30_000, select: asChoices });
  return data ?? [];
}
