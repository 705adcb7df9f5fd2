import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconAddressBook, IconSpeakerphone, IconUserScreen } from '@tabler/icons-react';
import { listAgentsOptions, listCampaignsOptions } from '../../api-client/@tanstack/react-query.gen.ts';

const QUIET = { staleTime: 30_000, retry: false, placeholderData: keepPreviousData };
const PAUSE_MS = 200;
const FEWEST_LETTERS = 2;

/** Campaigns and agents whose name has what was typed, however many there are, and the way to leads of that name. */
export function useFoundByName(typed: string): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const enabled = search.length >= FEWEST_LETTERS;
  // The newest are at hand before anything is typed; older ones are asked for.
  const newest = {
    campaigns: useQuery({ ...listCampaignsOptions({ query: { limit: 50 } }), ...QUIET }),
    agents: useQuery({ ...listAgentsOptions({ query: { limit: 50 } }), ...QUIET }),
  };
  const found = {
    campaigns: useQuery({ ...listCampaignsOptions({ query: { limit: 20, search } }), ...QUIET, enabled }),
    agents: useQuery({ ...listAgentsOptions({ query: { limit: 20, search } }), ...QUIET, enabled }),
  };
  const campaigns = together(newest.campaigns.data?.items, found.campaigns.data?.items);
  const agents = together(newest.agents.data?.items, found.agents.data?.items);
  const words = typed.trim();
  return [
    {
      group: 'Campaigns',
      actions: campaigns.map(({ id, name, status }) => ({
        ...{ id, label: name, description: `Campaign, ${status}` },
        leftSection: <IconSpeakerphone size={18} stroke={1.6} aria-hidden />,
        onClick: () => void navigate({ to: '/campaigns/$id', params: { id } }),
      })),
    },
    {
      group: 'Agents',
      actions: agents.map(({ id, name, status }) => ({
        ...{ id, label: name, description: `Agent, ${status}` },
        leftSection: <IconUserScreen size={18} stroke={1.6} aria-hidden />,
        onClick: () => void navigate({ to: '/agents/$id', params: { id } }),
      })),
    },
    {
      group: 'Leads',
      actions: [
        {
          ...{ id: 'leads by name', label: `Leads with “${words}”`, keywords: words },
          leftSection: <IconAddressBook size={18} stroke={1.6} aria-hidden />,
          onClick: () => void navigate({ to: '/leads', search: { search: words } }),
        },
      ],
    },
  ];
}

/** Each once, the newest first. */
function together<T extends { id: string }>(newest: readonly T[] = [], found: readonly T[] = []): T[] {
  const known = new Set(newest.map(({ id }) => id));
  return [...newest, ...found.filter(({ id }) => !known.has(id))];
}
