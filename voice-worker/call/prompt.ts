import type { CallContext, RuntimeConfig } from '../contract.ts';

/** The agent's instructions for this call: the rendered prompt, and what every call needs to know and obey. */
export function instructionsFor(config: RuntimeConfig, context: CallContext): string {
  return [
    context.prompt || config.system_prompt,
    config.personality ? `Your manner: ${config.personality}` : '',
    'You are on a telephone call. Speak in short plain sentences, without lists, markup or emoji. Never claim to be human.',
    context.leadLocalTime ? `The callee’s local date and time is ${context.leadLocalTime}.` : '',
    context.tools.includes('record_opt_out')
      ? 'If the callee does not want to be called again, call record_opt_out before you say anything else.'
      : '',
    context.tools.includes('end_call') ? 'When the conversation is over, say goodbye and call end_call.' : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
