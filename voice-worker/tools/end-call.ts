import { llm } from '@livekit/agents';
import { z } from 'zod';

export type Declared = 'finished' | 'voicemail' | 'human_requested';

/** Lets the agent hang up once it has finished its sentence. */
export function endCallTool(deps: { onEnd: (declared: Declared) => void }) {
  return llm.tool({
    name: 'end_call',
    description:
      'End the call. Say goodbye first. Use reason "voicemail" when an answering machine speaks, "human_requested" when the callee wants a person to call, "finished" otherwise.',
    parameters: z.object({ reason: z.enum(['finished', 'voicemail', 'human_requested']) }),
    execute: async ({ reason }, { ctx }) => {
      // The handle of the reply itself must not be awaited inside its own tool; the context's wait is made for this.
      await ctx.waitForPlayout();
      deps.onEnd(reason);
    },
  });
}
