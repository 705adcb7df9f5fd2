import { type inference, voice } from '@livekit/agents';
import type { CallProviders } from '../providers/build.ts';

/** Pause after which the callee's turn counts as over. */
const END_OF_TURN_MS = { minDelay: 400, maxDelay: 2_000 };

/** The session of one call. Cloud turn detection and interruption models are never used. */
export function createSession(of: {
  providers: CallProviders;
  vad: inference.VAD | null;
  turnDetection: 'vad' | inference.TurnDetector | null;
}): voice.AgentSession {
  const { providers, vad, turnDetection } = of;
  return new voice.AgentSession({
    stt: providers.stt,
    llm: providers.llm,
    tts: providers.tts,
    vad,
    turnHandling: {
      turnDetection,
      endpointing: END_OF_TURN_MS,
      // Words that fall into a required disclosure are kept and answered after it.
      interruption: { mode: 'vad', discardAudioIfUninterruptible: false },
    },
    userAwayTimeout: null,
  });
}
