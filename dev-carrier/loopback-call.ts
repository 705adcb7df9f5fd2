import type { Logger } from 'pino';
import type { Flite } from '../speech/flite.ts';
import { Callee, type LiveKitAccess } from './callee.ts';
import type { PlaceCall, PlacedCall } from './contract.ts';
import { converse, witness } from './conversation.ts';
import type { Line } from './line.ts';
import { type Persona, type Pickup, type Step, personaFor } from './personas.ts';
import { SIP_FAILURES, type SipFailure } from './sip-failures.ts';
import type { Switchboard } from './switchboard.ts';
import { waited } from './wait.ts';

export type LoopbackDeps = {
  switchboard: Switchboard;
  livekit: LiveKitAccess;
  roomExists: (room: string) => Promise<boolean>;
  flite: Flite;
  /** A zone's local time at an instant, as it is said: "10:42 a.m.". */
  sayLocalTime: (epochMs: number, zone: string) => string;
  log: Logger;
};

const NO_ANSWER_OF: Partial<Record<Pickup, SipFailure>> = {
  busy: 'busy',
  decline: 'declined',
  invalid: 'invalid',
  'carrier-error': 'unavailable',
};

/**
 * Sends a callee into the room and answers as a SIP trunk that waits for the answer would. The room is the fence:
 * without it nothing is placed, and deleting it ends ringing or talking at once. Null: refused, nothing was placed.
 */
export async function loopbackCall(call: PlaceCall, deps: LoopbackDeps): Promise<PlacedCall | null> {
  const { room, participantIdentity: identity } = call;
  if (!room || !identity) throw new Error('a loopback call needs a room and an identity');
  const refused = () => {
    deps.switchboard.refuse(call, 'room-not-found');
    return null;
  };
  if (!(await deps.roomExists(room))) return refused();
  const callee = new Callee(deps.livekit);
  try {
    await callee.join({ room, identity, number: call.number, callId: call.intent });
  } catch {
    return refused();
  }
  const dial = deps.switchboard.dialsOf(call.number) + 1;
  const { persona, pickup, script } = personaFor(call.number, dial);
  const line = deps.switchboard.place(call, persona.name);
  callee.gone.addEventListener('abort', () => line.cut('room-gone'));
  line.signal.addEventListener('abort', () => void callee.leave());
  setTimeout(() => line.cut('max-duration'), call.maxDurationMs).unref();
  return ring(call, { callee, line, persona, pickup, script }, deps);
}

type Answering = { callee: Callee; line: Line; persona: Persona; pickup: Pickup; script: readonly Step[] };

async function ring(call: PlaceCall, who: Answering, deps: LoopbackDeps): Promise<PlacedCall> {
  const { callee, line, persona, pickup } = who;
  let rang = false;
  const failed = async (failure: SipFailure): Promise<PlacedCall> => {
    line.end(failure);
    const answer: PlacedCall = {
      outcome: 'failed',
      callId: line.callId,
      ringing: rang,
      ringMs: line.ringMs,
      error: SIP_FAILURES[failure],
    };
    await callee.leave();
    return answer;
  };
  if (pickup === 'answer' || pickup === 'decline' || pickup === 'no-answer') {
    rang = true;
    line.ring();
    callee.status('ringing');
  }
  const ringMs = Math.min(pickup === 'no-answer' ? call.ringingTimeoutMs : persona.ringMs, call.ringingTimeoutMs);
  if ((await waited(ringMs, line.signal)) === 'cut') return failed('cancelled');
  if (ringMs >= call.ringingTimeoutMs) return failed('no-answer');
  const failure = NO_ANSWER_OF[pickup];
  if (failure) return failed(failure);

  await callee.answer();
  if (line.signal.aborted) return failed('cancelled');
  const answeredAt = line.answer();
  void talk(call, who, answeredAt, deps);
  return { outcome: 'answered', callId: line.callId, answeredAt: answeredAt.toISOString(), ringMs: line.ringMs };
}

async function talk(call: PlaceCall, who: Answering, answeredAt: Date, deps: LoopbackDeps): Promise<void> {
  const { callee, line, persona, script } = who;
  const turnEnds: number[] = [];
  line.askAtEnd(() => witness(callee, answeredAt.getTime(), turnEnds));
  try {
    await converse(script, answeredAt.getTime(), {
      callee,
      flite: deps.flite,
      voice: persona.voice,
      turnEnds,
      over: line.signal,
      localTimeIn: (minutes) =>
        deps.sayLocalTime(Date.now() + call.clockOffsetMs + minutes * 60_000, call.zone ?? 'UTC'),
    });
    line.end('callee-hung-up');
  } catch (error) {
    deps.log.error({ intent: call.intent, err: error }, 'a callee lost its script');
    line.end('callee-failed');
  }
  callee.status('hangup');
  await callee.leave();
}
