import { voice } from '@livekit/agents';

/**
 * Notices a callee who says nothing while the agent waits: asks once, and after a second silence gives up. Anything
 * heard starts the count anew.
 */
export function watchSilence(
  session: voice.AgentSession,
  of: { silenceMs: number; onAsk: () => void; onGiveUp: () => void },
): { stop: () => void } {
  const { AgentStateChanged, UserStateChanged, UserInputTranscribed } = voice.AgentSessionEventTypes;
  let timer: NodeJS.Timeout | undefined;
  let asked = false;
  let stopped = false;
  const disarm = () => clearTimeout(timer);
  const arm = () => {
    disarm();
    // The session still changes its state while it is being closed.
    if (stopped) return;
    timer = setTimeout(() => {
      if (asked) return of.onGiveUp();
      asked = true;
      of.onAsk();
    }, of.silenceMs);
  };
  session.on(AgentStateChanged, ({ newState }) => (newState === 'listening' ? arm() : disarm()));
  session.on(UserStateChanged, ({ newState }) => (newState === 'speaking' ? disarm() : arm()));
  session.on(UserInputTranscribed, () => {
    asked = false;
  });
  const stop = () => {
    stopped = true;
    disarm();
  };
  return { stop };
}
