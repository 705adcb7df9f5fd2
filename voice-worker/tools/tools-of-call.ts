import type { ApiClient } from '../api-client.ts';
import type { CallEnd } from '../call/call-end.ts';
import type { CallFacts } from '../call/call-facts.ts';
import type { OptOut } from '../call/opt-out.ts';
import type { CallContext } from '../contract.ts';
import { endCallTool } from './end-call.ts';
import { recordOptOutTool } from './record-opt-out.ts';
import { scheduleCallbackTool } from './schedule-callback.ts';

/** The tools that this call's agent may use. */
export function toolsOfCall(deps: {
  context: CallContext;
  api: Pick<ApiClient, 'callback'>;
  optOut: OptOut;
  end: CallEnd;
  facts: CallFacts;
  /** The agent heard an answering machine. */
  onMachine: () => void;
}) {
  const { context, facts, end } = deps;
  const tools = [
    endCallTool({
      onEnd: (declared) => {
        facts.declared = declared;
        if (declared === 'voicemail') deps.onMachine();
        else end.ask('agent-ended');
      },
    }),
    recordOptOutTool({ optOut: deps.optOut }),
    scheduleCallbackTool({
      api: deps.api,
      attemptId: context.attemptId,
      onPromise: (promise) => {
        facts.promise = promise;
      },
    }),
  ];
  return tools.filter(({ name }) => context.tools.some((allowed) => allowed === name));
}
