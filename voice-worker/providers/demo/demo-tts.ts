import { AudioByteStream, type APIConnectOptions, shortuuid, tts } from '@livekit/agents';
import { type DemoVoice, FLITE_VOICES, type FliteVoice, SAMPLE_RATE } from '../../../speech/flite.ts';
import { trimSilence } from '../../../speech/pcm.ts';

const FRAME_SAMPLES = SAMPLE_RATE / 50;

/** Speech without a key: Flite, a sentence at a time. The session splits a reply into sentences. */
export class DemoTTS extends tts.TTS {
  label = 'demo.TTS';
  readonly #speaker: DemoVoice;
  readonly #voice: FliteVoice;

  constructor(speaker: DemoVoice, voice: FliteVoice) {
    super(SAMPLE_RATE, 1, { streaming: false });
    this.#speaker = speaker;
    this.#voice = voice;
  }

  override get provider(): string {
    return 'demo';
  }
  override get model(): string {
    return `flite-${this.#voice}`;
  }

  synthesize(text: string, connOptions?: APIConnectOptions, abortSignal?: AbortSignal): tts.ChunkedStream {
    return new DemoChunkedStream(() => this.#speaker.speak(text, this.#voice), text, this, connOptions, abortSignal);
  }

  stream(): tts.SynthesizeStream {
    throw new Error('the demo voice does not stream; the session adapts it');
  }
}

class DemoChunkedStream extends tts.ChunkedStream {
  label = 'demo.ChunkedStream';
  readonly #speak: () => Promise<Int16Array>;

  constructor(
    speak: () => Promise<Int16Array>,
    text: string,
    owner: DemoTTS,
    connOptions?: APIConnectOptions,
    abortSignal?: AbortSignal,
  ) {
    super(text, owner, connOptions, abortSignal);
    this.#speak = speak;
  }

  protected async run(): Promise<void> {
    const pcm = trimSilence(await this.#speak());
    if (this.abortSignal.aborted) return;
    const stream = new AudioByteStream(SAMPLE_RATE, 1, FRAME_SAMPLES);
    const frames = [...stream.write(new Int16Array(pcm).buffer), ...stream.flush()];
    const id = shortuuid();
    frames.forEach((frame, index) => {
      this.queue.put({ requestId: id, segmentId: id, frame, final: index === frames.length - 1 });
    });
    this.queue.close();
  }
}

/** A Flite voice by name; an unknown or missing name means the default voice. */
export function fliteVoice(name: string | null | undefined): FliteVoice {
  return FLITE_VOICES.find((voice) => voice === name) ?? 'slt';
}
