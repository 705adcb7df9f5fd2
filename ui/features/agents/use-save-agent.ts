import { notifications } from '@mantine/notifications';
import type { Agent } from '../../api-client/types.gen.ts';
import { fieldErrorsOf, isOvertaken } from '../../http/problem.ts';
import { clashes } from './draft.ts';
import type { AgentDraft } from './use-draft.ts';
import { useUpdateAgent } from './use-update-agent.ts';

/** Saves what was typed, on condition that nobody else was faster. Who was is shown, with what to do about it. */
export function useSaveAgent(stored: Agent, draft: AgentDraft) {
  const update = useUpdateAgent(stored.id);
  return {
    pending: update.isPending,
    error: isOvertaken(update.error) ? null : update.error,
    errors: fieldErrorsOf(update.error ?? undefined),
    /** Somebody saved since these changes were begun. */
    overtaken: draft.changed.length > 0 && stored.version !== draft.draft.version,
    clashes: clashes(draft.draft, stored),
    save: () => {
      const body = Object.fromEntries(draft.changed.map((field) => [field, draft.draft.values[field]]));
      const headers = { 'If-Match': `"${draft.draft.version}"` };
      update.mutate(
        { path: { id: stored.id }, body, headers },
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
