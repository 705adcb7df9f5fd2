import { useQuery } from '@tanstack/react-query';
import { listCampaignsOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { Agent } from '../../api-client/types.gen.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { usersInWords } from './put-away-words.ts';

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
  of: { isPending: boolean; error: unknown; reset: () => void };
  onConfirm: () => void;
  onClose: () => void;
}) {
  const campaigns = useQuery(listCampaignsOptions({ query: { limit: 200 } }));
  return (
    <Confirm
      title={to === 'archived' ? `Archive ${agent.name}?` : `Deactivate ${agent.name}?`}
      act={to === 'archived' ? 'Archive' : 'Deactivate'}
      of={of}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {usersInWords(agent.id, campaigns.data, campaigns.error)} Calls in progress go on. It can be activated again at
      any time.
    </Confirm>
  );
}
