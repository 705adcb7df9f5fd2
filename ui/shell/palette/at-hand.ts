import { AGENT_TAB_TITLES, AGENT_TABS } from '../../features/agents/agent-tabs.ts';
import { CAMPAIGN_TAB_TITLES, CAMPAIGN_TABS } from '../../features/campaigns/campaign-tabs.ts';
import type { Place } from './places.ts';

/** What belongs to the agent or the campaign that the screen at this path shows. */
export function placesAtHand(path: string): Place[] {
  const [, noun, id = ''] = path.split('/');
  if (id === '' || id === 'new') return [];
  const params = { id };
  switch (noun) {
    case 'agents':
      return [
        { label: 'Talk to this agent', go: { to: '/agents/$id/talk', params }, needs: 'agents:test' },
        ...AGENT_TABS.map((tab) => ({
          label: `This agent › ${AGENT_TAB_TITLES[tab]}`,
          go: { to: '/agents/$id', params, search: { tab } } as const,
        })),
        { label: 'Calls of this agent', go: { to: '/calls', search: { agent: id } } },
      ];
    case 'campaigns':
      return [
        ...CAMPAIGN_TABS.map((tab) => ({
          label: `This campaign › ${CAMPAIGN_TAB_TITLES[tab]}`,
          go: { to: '/campaigns/$id', params, search: { tab } } as const,
        })),
        { label: 'Leads of this campaign', go: { to: '/leads', search: { campaign: id } } },
        { label: 'Calls of this campaign', go: { to: '/calls', search: { campaign: id } } },
        {
          label: 'Ledger of this campaign',
          go: { to: '/compliance/ledger', search: { campaign: id } },
          needs: 'ledger:read',
        },
      ];
    default:
      return [];
  }
}
