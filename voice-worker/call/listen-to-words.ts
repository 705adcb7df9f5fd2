import { voice } from '@livekit/agents';
import type { Room } from '@livekit/rtc-node';
import { refusesAloud } from '../../domain/opt-out-words.ts';
import { CAPTIONS_TOPIC, TESTER_PREFIX } from '../contract.ts';
import type { CaptionSTT } from '../providers/demo/caption-stt.ts';
import { isMachineGreeting } from './spoken-signals.ts';

/** A machine's greeting is told by its words only at the start of a call. */
const GREETING_WINDOW_MS = 20_000;

/** Acts on words that mean the same whichever language model listens. */
export function listenToWords(
  session: voice.AgentSession,
  of: {
    msSinceAnswer: () => number | null;
    onRefusal: (words: string) => void;
    onMachine: () => void;
  },
): void {
  session.on(voice.AgentSessionEventTypes.UserInputTranscribed, ({ transcript: words, isFinal }) => {
    if (!isFinal) return;
    if (refusesAloud(words)) of.onRefusal(words);
    const since = of.msSinceAnswer();
    if (since !== null && since < GREETING_WINDOW_MS && isMachineGreeting(words)) of.onMachine();
  });
}

/** Feeds the captions of a development callee to the recognition that stands for a real one. */
export function takeCaptions(room: Room, captions: CaptionSTT, calleeIdentity: string): void {
  room.registerTextStreamHandler(CAPTIONS_TOPIC, (reader, from) => {
    if (calleeIdentity !== TESTER_PREFIX && from.identity !== calleeIdentity) return;
    const final = reader.info.attributes?.['final'] !== 'false';
    // A stream that breaks with the call has nothing to say any more.
    reader.readAll().then(
      (text) => captions.caption({ text, final }),
      () => {},
    );
  });
}
