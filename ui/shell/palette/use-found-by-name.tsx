import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconSpeakerphone, IconUserScreen } from '@tabler/icons-react';
import { listAgentsOptions, listCampaignsOptions } from '../../api-client/@tanstack/react-query.gen.ts';

const QUIET = { staleTime: 30_000, retry: false };

/** The newest campaigns and agents, each a way to it. */
export function useFoundByName(): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const campaigns = useQuery({ ...listCampaignsOptions({ query: { limit: 50 } }), ...QUIET });
  const agents = useQuery({ ...listAgentsOptions({ query: { limit: 50 } }), ...QUIET });
  return [
    {
      group: 'Campaigns',
      actions: (campaigns.data?.items ?? []).map(({ id, name, status }) => ({
        ...{ id, label: name, description: `Campaign, ${status}` },
        leftSection: <IconSpeakerphone size={18} stroke={1.6} aria-hidden />,
        onClick: () => void navigate({ to: '/campaigns/$id', params: { id } }),
      })),
    },
    {
      group: 'Agents',
      actions: (agents.data?.items ?? []).map(({ id, name, status }) => ({
        ...{ id, label: name, description: `Agent, ${status}` },
        leftSection: <IconUserScreen size={18} stroke={1.6} aria-hidden />,
        onClick: () => void navigate({ to: '/agents/$id', params: { id } }),
      })),
    },
  ];
}
