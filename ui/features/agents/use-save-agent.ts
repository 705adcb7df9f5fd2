import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  getAgentOptions,
  getAgentQueryKey,
  listAgentsInfiniteQueryKey,
  updateAgentMutation,
} from '../../api-client/@tanstack/react-query.gen.ts';
import { updateAgent } from '../../api-client/sdk.gen.ts';
import type { Agent, AgentUpdate } from '../../api-client/types.gen.ts';
import { fieldErrorsOf, problemOf } from '../../http/problem.ts';
import { useUndo } from '../../parts/use-undo.tsx';
import { clashes } from './draft.ts';
import type { AgentDraft } from './use-draft.ts';

/** Saves what was typed, on condition that nobody else was faster. Who was is shown, with what to do about it. */
export function useSaveAgent(stored: Agent, draft: AgentDraft) {
  const client = useQueryClient();
  const offerUndo = useUndo();
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
  const send = (body: AgentUpdate, version: number, onSaved: (agent: Agent) => void) =>
    update.mutate({ ...options, body, headers: { 'If-Match': `"${version}"` } }, { onSuccess: onSaved });
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
      send(body, draft.draft.version, (agent) => {
        draft.rebase(agent);
        notifications.show({ message: `Saved as version ${agent.version}. The next call has it.` });
      });
    },
    setStatus: (to: Agent['status'], onDone?: () => void) => {
      send({ status: to }, stored.version, (agent) => {
        if (draft.draft.version === stored.version) draft.rebase(agent);
        onDone?.();
        const message = `${agent.name} is ${agent.status} now.`;
        if (to === 'active' || to === 'draft') return void notifications.show({ message });
        const headers = { 'If-Match': `"${agent.version}"` };
        offerUndo({
          of: `agent ${agent.id}`,
          message,
          undo: () => updateAgent({ ...options, body: { status: stored.status }, headers }),
          undone: `${agent.name} is ${stored.status} again.`,
        });
      });
    },
  };
}

export type SaveAgent = ReturnType<typeof useSaveAgent>;
