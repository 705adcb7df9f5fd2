import { type AudioFrame, AudioStream, type RemoteTrack } from '@livekit/rtc-node';
import { AUDIBLE, loudness } from '../speech/pcm.ts';
import { SAMPLE_RATE } from '../speech/flite.ts';

/** A gap this long separates two utterances; shorter ones lie between sentences. */
const UTTERANCE_GAP_MS = 700;

/** Listens to the agent: when it began to speak, and when it was last heard. Milliseconds since the epoch. */
export class CalleeEars {
  firstHeardAt: number | null = null;
  lastHeardAt = 0;
  #onsets: number[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Follows one audio track until it ends. */
  async listen(track: RemoteTrack): Promise<void> {
    const frames: AsyncIterable<AudioFrame> = new AudioStream(track, SAMPLE_RATE, 1);
    for await (const frame of frames) if (loudness(frame.data) > AUDIBLE) this.#hear();
  }

  #hear(): void {
    const now = this.#now();
    this.firstHeardAt ??= now;
    if (now - this.lastHeardAt > UTTERANCE_GAP_MS) this.#onsets.push(now);
    this.lastHeardAt = now;
  }

  /** The first utterance that began after `at`; null while there is none. */
  onsetAfter(at: number): number | null {
    return this.#onsets.find((onset) => onset > at) ?? null;
  }

  /** Whether the agent has been heard after `at` and has been quiet for `quietMs` since. */
  finishedAfter(at: number, quietMs: number): boolean {
    return this.lastHeardAt > at && this.#now() - this.lastHeardAt > quietMs;
  }
}
