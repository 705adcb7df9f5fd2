import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { getAgentQueryKey } from '../../api-client/@tanstack/react-query.gen.ts';
import { updateAgent } from '../../api-client/sdk.gen.ts';
import type { Agent } from '../../api-client/types.gen.ts';
import { isOvertaken, overtaken } from '../../http/problem.ts';
import { useUndo } from '../../parts/use-undo.tsx';
import type { AgentDraft } from './use-draft.ts';
import { useUpdateAgent } from './use-update-agent.ts';

/** Puts an agent to work or away, on condition that nobody changed it meanwhile; apart from what is typed in its parts. */
export function useAgentStatus(stored: Agent, draft: AgentDraft) {
  const client = useQueryClient();
  const offerUndo = useUndo();
  const options = { path: { id: stored.id } };
  const update = useUpdateAgent(stored.id);
  return {
    isPending: update.isPending,
    error: isOvertaken(update.error) ? overtaken() : update.error,
    reset: update.reset,
    set: (to: Agent['status'], onDone?: () => void) => {
      const headers = { 'If-Match': `"${stored.version}"` };
      update.mutate(
        { ...options, body: { status: to }, headers },
        {
          onSuccess: (agent) => {
            draft.follow(stored.version, agent);
            onDone?.();
            const message = `${agent.name} is ${agent.status} now.`;
            if (to === 'active' || to === 'draft') return void notifications.show({ message });
            offerUndo({
              of: `agent ${agent.id}`,
              message,
              undo: async () => {
                const headers = { 'If-Match': `"${agent.version}"` };
                const { data } = await updateAgent({ ...options, body: { status: stored.status }, headers });
                client.setQueryData(getAgentQueryKey(options), data);
                draft.follow(agent.version, data);
              },
              undone: `${agent.name} is ${stored.status} again.`,
            });
          },
        },
      );
    },
  };
}
