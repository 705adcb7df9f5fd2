import type { Diagnosis } from './diagnosis.ts';

type Phase = 'idle' | 'asking' | 'connecting' | 'waiting' | 'talking' | 'ended';

/** All that the screen shows of a conversation. */
export interface TalkState {
  readonly phase: Phase;
  readonly callId: string | null;
  readonly microphone: 'off' | 'on' | 'muted';
  /** listening, thinking or speaking, as the agent says. */
  readonly agent: string | null;
  /** What is being said, before the turn is over. */
  readonly saying: { speaker: 'agent' | 'callee'; text: string } | null;
  /** Typed here, until the agent's record of it comes. */
  readonly typed: readonly string[];
  readonly reconnecting: boolean;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly problem: Diagnosis | null;
}

export const IDLE: TalkState = {
  phase: 'idle',
  callId: null,
  microphone: 'off',
  agent: null,
  saying: null,
  typed: [],
  reconnecting: false,
  startedAt: null,
  endedAt: null,
  problem: null,
};
