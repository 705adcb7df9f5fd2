import { llm, voice } from '@livekit/agents';
import type { Turn } from '../contract.ts';

/** A turn of the conversation. Speakers and order are the session's; times are wall-clock. */
export type TurnSink = (turn: Turn) => void;

/**
 * Numbers the turns of a conversation as the session finishes them and hands each to `sink`. Latencies are the
 * session's own measurements.
 */
export class Transcript {
  readonly #sink: TurnSink;
  readonly #now: () => number;
  #next = 0;
  #calleeTurns = 0;
  #answeredTurns = 0;
  #awaitingAnswer = 0;

  constructor(deps: { sink: TurnSink; now: () => number }) {
    this.#sink = deps.sink;
    this.#now = deps.now;
  }

  get turns(): number {
    return this.#next;
  }
  get calleeTurns(): number {
    return this.#calleeTurns;
  }
  get answeredTurns(): number {
    return this.#answeredTurns;
  }

  follow(session: voice.AgentSession): void {
    session.on(voice.AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
      if (item instanceof llm.ChatMessage) this.add(item);
    });
  }

  /** Something the agent said outside the session, such as an apology. */
  addSpoken(text: string): void {
    this.add(llm.ChatMessage.create({ role: 'assistant', content: text }));
  }

  add(message: llm.ChatMessage): void {
    const text = message.textContent?.trim() ?? '';
    if (text === '' || (message.role !== 'user' && message.role !== 'assistant')) return;
    if (message.role === 'user') {
      this.#calleeTurns += 1;
      this.#awaitingAnswer += 1;
    } else {
      this.#answeredTurns += this.#awaitingAnswer;
      this.#awaitingAnswer = 0;
    }
    this.#sink(turnOf(message, text, this.#next++, this.#now()));
  }
}

function turnOf(message: llm.ChatMessage, text: string, index: number, now: number): Turn {
  const { metrics } = message;
  const startedAt = seconds(metrics.startedSpeakingAt) ?? message.createdAt;
  const endedAt = Math.max(startedAt, seconds(metrics.stoppedSpeakingAt) ?? now);
  return {
    index,
    speaker: message.role === 'user' ? 'callee' : 'agent',
    text,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(endedAt).toISOString(),
    latency: latencyOf(metrics),
    interrupted: message.interrupted,
  };
}

function latencyOf(metrics: llm.MetricsReport): Turn['latency'] {
  const measured = {
    sttMs: metrics.transcriptionDelay,
    endOfTurnMs: metrics.endOfTurnDelay,
    llmTtftMs: metrics.llmNodeTtft,
    ttsTtfbMs: metrics.ttsNodeTtfb,
    totalMs: metrics.e2eLatency,
  };
  return Object.fromEntries(
    Object.entries(measured).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Math.round(value * 1_000)]],
    ),
  );
}

/** The session measures in seconds since the epoch. */
function seconds(at: number | undefined): number | undefined {
  return at === undefined ? undefined : at * 1_000;
}
