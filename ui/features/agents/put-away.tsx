import { useQuery } from '@tanstack/react-query';
import { listCampaignsOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { Agent } from '../../api-client/types.gen.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { counted } from '../../parts/figures.ts';

/** An agent that takes no more calls: who would be without one is said before, in numbers. */
export function PutAway({
  agent,
  to,
  of,
  onConfirm,
  onClose,
}: {
  agent: Agent;
  to: 'inactive' | 'archived';
  of: { isPending: boolean; error: unknown };
  onConfirm: () => void;
  onClose: () => void;
}) {
  const campaigns = useQuery(listCampaignsOptions({ query: { limit: 200 } }));
  const using = (campaigns.data?.items ?? []).filter(({ agents }) =>
    agents.some(({ agentId }) => agentId === agent.id),
  );
  const running = using.filter(({ status }) => status === 'running');
  return (
    <Confirm
      title={to === 'archived' ? `Archive ${agent.name}?` : `Deactivate ${agent.name}?`}
      act={to === 'archived' ? 'Archive' : 'Deactivate'}
      of={of}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {campaigns.data === undefined
        ? 'Looking which campaigns have it …'
        : using.length === 0
          ? 'No campaign has it.'
          : `${counted(using.length, 'campaign')} ${using.length === 1 ? 'has' : 'have'} it, ${running.length} of them running: ${using
              .slice(0, 5)
              .map(({ name }) => name)
              .join(', ')}. They dial no more by it.`}{' '}
      Calls in progress go on. It can be activated again at any time.
    </Confirm>
  );
}
