import { setTimeout as pause } from 'node:timers/promises';
import { voice } from '@livekit/agents';
import type { OpeningPart } from './greeting.ts';

/** A machine that is quiet for so long has said its greeting, and its tone. */
const QUIET_MS = 1_500;
/** A greeting is not waited for longer; what is said then may not be recorded whole. */
const LONGEST_GREETING_MS = 30_000;
/** A voice that fails must not keep the line. */
const LONGEST_MESSAGE_MS = 60_000;

type Session = Pick<voice.AgentSession, 'interrupt' | 'say' | 'userState' | 'on' | 'off'>;

/**
 * Says the message once the machine has spoken, over nothing else. Resolves when all was said, or could not be, or `over`
 * aborts.
 */
export async function leaveMessage(
  session: Session,
  parts: readonly OpeningPart[],
  of: { onBegin: () => void; onSaid: (part: OpeningPart, whole: boolean) => void; over: AbortSignal },
): Promise<void> {
  const signal = AbortSignal.any([of.over, AbortSignal.timeout(LONGEST_GREETING_MS + LONGEST_MESSAGE_MS)]);
  try {
    await quiet(session, signal);
    session.interrupt({ force: true });
    of.onBegin();
    for (const part of parts) {
      signal.throwIfAborted();
      const handle = session.say(part.words, { allowInterruptions: false });
      await Promise.race([handle.waitForPlayout(), aborted(signal)]);
      of.onSaid(part, !handle.interrupted && !signal.aborted);
    }
  } catch {
    // What could not be said is missing from the record of what was; the call ends all the same.
  }
}

/** Resolves when nothing was heard for a while, or the greeting takes too long. @throws when `signal` aborts. */
async function quiet(session: Session, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + LONGEST_GREETING_MS;
  let heardAt = Date.now();
  const hear = () => {
    heardAt = Date.now();
  };
  session.on(voice.AgentSessionEventTypes.UserStateChanged, hear);
  session.on(voice.AgentSessionEventTypes.UserInputTranscribed, hear);
  try {
    while (Date.now() < deadline && (session.userState === 'speaking' || Date.now() - heardAt < QUIET_MS)) {
      await pause(100, undefined, { signal });
    }
  } finally {
    session.off(voice.AgentSessionEventTypes.UserStateChanged, hear);
    session.off(voice.AgentSessionEventTypes.UserInputTranscribed, hear);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
