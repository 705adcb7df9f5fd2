import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  getAgentOptions,
  getAgentQueryKey,
  listAgentsInfiniteQueryKey,
  updateAgentMutation,
} from '../../api-client/@tanstack/react-query.gen.ts';
import type { Agent } from '../../api-client/types.gen.ts';
import { fieldErrorsOf, problemOf } from '../../http/problem.ts';
import { clashes } from './draft.ts';
import type { AgentDraft } from './use-draft.ts';

/** Saves what was typed, on condition that nobody else was faster. Who was is shown, with what to do about it. */
export function useSaveAgent(stored: Agent, draft: AgentDraft) {
  const client = useQueryClient();
  const options = { path: { id: stored.id } };
  const update = useMutation({
    ...updateAgentMutation(),
    onSuccess: (agent) => {
      client.setQueryData(getAgentQueryKey(options), agent);
      void client.invalidateQueries({ queryKey: listAgentsInfiniteQueryKey() });
    },
    onError: (error) => {
      // Somebody was faster: what they saved is read, so that the difference can be shown.
      if (problemOf(error).status === 412) void client.fetchQuery({ ...getAgentOptions(options), staleTime: 0 });
    },
  });
  const status = update.error === null ? 0 : problemOf(update.error).status;
  return {
    pending: update.isPending,
    error: status === 412 ? null : update.error,
    errors: fieldErrorsOf(update.error ?? undefined),
    /** Somebody saved since these changes were begun. */
    overtaken: draft.changed.length > 0 && stored.version !== draft.draft.version,
    clashes: clashes(draft.draft, stored),
    save: () => {
      const body = Object.fromEntries(draft.changed.map((field) => [field, draft.draft.values[field]]));
      const headers = { 'If-Match': `"${draft.draft.version}"` };
      update.mutate(
        { ...options, body, headers },
        {
          onSuccess: (agent) => {
            draft.rebase(agent);
            notifications.show({ message: `Saved as version ${agent.version}. The next call has it.` });
          },
        },
      );
    },
  };
}

export type SaveAgent = ReturnType<typeof useSaveAgent>;
