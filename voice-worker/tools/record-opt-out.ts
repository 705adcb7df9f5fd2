import { llm } from '@livekit/agents';
import { z } from 'zod';
import type { OptOut } from '../call/opt-out.ts';

/** What the model is told when the wish is not on the list yet. */
export const NOT_RECORDED = 'Say that you could not record it just now, and call this tool again.';

/** Puts the callee on the suppression list. The agent may confirm only when the answer says `recorded`. */
export function recordOptOutTool(deps: { optOut: Pick<OptOut, 'record'> }) {
  return llm.tool({
    name: 'record_opt_out',
    description:
      'The callee does not want to be called again. Call this before you say anything about it. Confirm aloud only if the answer says recorded true; otherwise say that it could not be recorded yet and call this again.',
    parameters: z.object({ words: z.string().describe('What the callee said') }),
    execute: async ({ words }) =>
      (await deps.optOut.record(words)) ? { recorded: true } : { recorded: false, instruction: NOT_RECORDED },
  });
}
