import { AudioFrame, AudioSource } from '@livekit/rtc-node';
import { SAMPLE_RATE } from '../speech/flite.ts';
import { frames } from '../speech/pcm.ts';

const FRAME_SAMPLES = SAMPLE_RATE / 50;
/** A telephone line is never digitally silent: faint noise keeps the stream alive. */
const LINE_NOISE = 8;

type Utterance = { frames: Iterator<Int16Array>; spoken: (endedAt: number) => void };

/** A continuous 20 ms audio stream: speech while there is some, faint line noise otherwise. */
export class CalleeMouth {
  readonly source = new AudioSource(SAMPLE_RATE, 1, 60);
  readonly #queue: Utterance[] = [];
  #open = true;

  /** Resolves, at the end of the speech, with the wall-clock time at which its last sample left. */
  say(pcm: Int16Array): Promise<number> {
    return new Promise((spoken) => this.#queue.push({ frames: frames(pcm, FRAME_SAMPLES), spoken }));
  }

  /** Streams until closed. */
  async stream(): Promise<void> {
    while (this.#open) {
      const frame = this.#next();
      try {
        await this.source.captureFrame(new AudioFrame(frame, SAMPLE_RATE, 1, FRAME_SAMPLES));
      } catch {
        return; // the room is gone
      }
    }
  }

  async close(): Promise<void> {
    this.#open = false;
    for (const utterance of this.#queue.splice(0)) utterance.spoken(Date.now());
    await this.source.close().catch(() => {});
  }

  #next(): Int16Array {
    const current = this.#queue[0];
    const next = current?.frames.next();
    if (next && !next.done) return next.value;
    if (current) {
      this.#queue.shift();
      current.spoken(Date.now() + this.source.queuedDuration);
    }
    const noise = new Int16Array(FRAME_SAMPLES);
    for (let i = 0; i < FRAME_SAMPLES; i++) noise[i] = Math.round((Math.random() - 0.5) * LINE_NOISE);
    return noise;
  }
}
