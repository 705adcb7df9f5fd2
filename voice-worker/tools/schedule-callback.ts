import { llm } from '@livekit/agents';
import { z } from 'zod';
import { ApiRefusal, type ApiClient } from '../api-client.ts';
import type { CallbackPromise } from '../contract.ts';

/** Promises a call back at the callee's local time, or says why not. The promise spoken is the one recorded. */
export function scheduleCallbackTool(deps: {
  api: Pick<ApiClient, 'callback'>;
  attemptId: string;
  onPromise: (promise: CallbackPromise) => void;
}) {
  return llm.tool({
    name: 'schedule_callback',
    description:
      'The callee asks to be called back at a time. Repeat to the callee the local time that the answer promises: it may have been moved, and then say why. If nothing is promised, say the reason and ask for another time.',
    parameters: z.object({
      local_time: z.string().describe('Local date and time at the callee, YYYY-MM-DDTHH:mm'),
    }),
    execute: async ({ local_time }) => {
      const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.exec(local_time)?.[0];
      if (!local) return { promised: null, reason: 'The time must look like 2026-11-21T15:30.' };
      try {
        const promised = await deps.api.callback(deps.attemptId, { requestedLocal: local });
        deps.onPromise(promised);
        return { promised };
      } catch (error) {
        const reason = error instanceof ApiRefusal ? error.detail : '';
        return { promised: null, reason: reason || 'I cannot write that down right now.' };
      }
    },
  });
}
