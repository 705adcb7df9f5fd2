import { z } from 'zod';
import { CallbackPromise, type ToolName } from '../../contract.ts';
import { namedTime, sayTime } from './spoken-time.ts';

/** What the demo agent knows while it answers one thing. */
export type Heard = {
  /** The callee's words, or the output of the tool that has just run. */
  from: { kind: 'callee'; words: string } | { kind: 'tool'; tool: string; output: string };
  /** How many turns of the callee came before this one. */
  turnsBefore: number;
  /** The agent's prompt: sales, support and greeting agents talk differently. */
  prompt: string;
  /** YYYY-MM-DDTHH:mm at the callee. */
  localTime: string;
  tools: readonly string[];
};
export type Reply = { say: string; call?: { name: ToolName; args: Record<string, string> } };

type Trade = 'sales' | 'support' | 'greeting';
const SMALL_TALK: Record<Trade, { about: string; price: string; more: string }> = {
  sales: {
    about:
      'I am calling about our new plan, which saves most customers about a fifth of what they pay today. May I send you the details?',
    price:
      'It starts at nineteen dollars a month, and the first month is free. Would you like me to send you the details?',
    more: 'Wonderful. I will send you the details. Is there anything else I can help you with?',
  },
  support: {
    about:
      'I am calling about the ticket you opened with us. We believe that it is solved. Is everything working for you now?',
    price: 'Support is part of your plan, so this costs you nothing. Is everything working for you now?',
    more: 'I am glad to hear that. I will close the ticket. Is there anything else I can help you with?',
  },
  greeting: {
    about: 'I only wanted to welcome you and to ask whether everything is in order. Is it?',
    price: 'There is nothing to pay. This is a courtesy call. Is everything in order?',
    more: 'That is good to hear. Is there anything else I can help you with?',
  },
};

const GOODBYE: Reply = {
  say: 'Thank you for your time. Goodbye.',
  call: { name: 'end_call', args: { reason: 'finished' } },
};

/** The demo agent's answer. Rules in order; the first that fits is used. */
export function replyTo(heard: Heard): Reply {
  const reply =
    heard.from.kind === 'tool'
      ? afterTool(heard.from.tool, heard.from.output, heard.localTime)
      : toCallee(heard, heard.from.words);
  return reply.call && !heard.tools.includes(reply.call.name) ? { say: reply.say } : reply;
}

function toCallee(heard: Heard, words: string): Reply {
  const says = (pattern: RegExp) => pattern.test(words);
  const talk = SMALL_TALK[tradeOf(heard.prompt)];
  if (says(/\b(stop calling|don'?t call|do not call|take me off|remove me|unsubscribe|never call)\b/i)) {
    return { say: '', call: { name: 'record_opt_out', args: { words } } };
  }
  if (says(/\b(real person|human|representative|speak to (a|some)(one|body)?)\b/i)) {
    return {
      say: 'Of course. I will ask a colleague to call you. Goodbye.',
      call: { name: 'end_call', args: { reason: 'human_requested' } },
    };
  }
  if (says(/\bcall (me |you )?(back|again|later)\b/i)) {
    const local = namedTime(words, heard.localTime);
    if (local === null) return { say: 'Gladly. At what time shall I call you back?' };
    return { say: '', call: { name: 'schedule_callback', args: { local_time: local } } };
  }
  if (says(/\b(after the tone|leave a message|voice ?mail|not available right now)\b/i)) {
    return { say: '', call: { name: 'end_call', args: { reason: 'voicemail' } } };
  }
  if (says(/\b(good ?bye|bye|not interested|no,? thank(s| you)|nothing else|that'?s all)\b/i)) return GOODBYE;
  if (says(/\b(who are you|what.*about|who is (this|calling)|what do you want)\b/i)) return { say: talk.about };
  if (says(/\b(cost|price|how much|expensive|pay)\b/i)) return { say: talk.price };
  if (says(/\b(yes|sure|okay|ok|fine|good|great|please)\b/i))
    return { say: heard.turnsBefore === 0 ? talk.about : talk.more };
  if (says(/\bno\b/i)) return GOODBYE;
  return { say: 'I am sorry, could you say that again?' };
}

const Outcome = z.object({
  recorded: z.boolean().optional(),
  promised: CallbackPromise.nullish(),
  reason: z.string().nullish(),
});

function afterTool(tool: string, output: string, localTime: string): Reply {
  const outcome = readOutcome(output);
  if (tool === 'record_opt_out') {
    if (outcome?.recorded) {
      return {
        say: 'I have taken you off our list, and you will not be called again. Goodbye.',
        call: { name: 'end_call', args: { reason: 'finished' } },
      };
    }
    return {
      say: 'I could not record that just now, but your wish is noted and it will be recorded. Goodbye.',
      call: { name: 'end_call', args: { reason: 'finished' } },
    };
  }
  if (tool === 'schedule_callback') {
    if (outcome?.promised) {
      const { local, moved } = outcome.promised;
      const sorry = moved ? `I am sorry, ${moved.replace(/[.!]$/, '')}. ` : '';
      return { say: `${sorry}I will call you back ${sayTime(local, localTime)} Is that all right?` };
    }
    return { say: `${outcome?.reason || 'I cannot promise that time.'} Which other time suits you?` };
  }
  return { say: '' };
}

function readOutcome(output: string): z.infer<typeof Outcome> | null {
  try {
    return Outcome.safeParse(JSON.parse(output)).data ?? null;
  } catch {
    return null;
  }
}

/** What kind of agent a prompt describes. */
export function tradeOf(prompt: string): Trade {
  if (/\b(support|ticket|help ?desk|troubleshoot)/i.test(prompt)) return 'support';
  if (/\b(sale|sell|offer|product|plan)/i.test(prompt)) return 'sales';
  return 'greeting';
}
