import { type AudioBuffer, stt, normalizeLanguage } from '@livekit/agents';

export type Caption = { text: string; final: boolean };

/**
 * Speech recognition without a key, for development callees: their audio is consumed and drives turn taking as any
 * other does, their words come as captions.
 */
export class CaptionSTT extends stt.STT {
  label = 'demo.CaptionSTT';
  readonly #streams = new Set<CaptionStream>();
  readonly #early: Caption[] = [];

  constructor() {
    super({ streaming: true, interimResults: true });
  }

  override get provider(): string {
    return 'demo';
  }
  override get model(): string {
    return 'captions';
  }

  /** Takes one caption of the callee. Captions that come before anyone listens are kept. */
  caption(caption: Caption): void {
    if (this.#streams.size === 0) this.#early.push(caption);
    for (const stream of this.#streams) stream.recognised(caption);
  }

  attach(stream: CaptionStream): void {
    this.#streams.add(stream);
    for (const caption of this.#early.splice(0)) stream.recognised(caption);
  }

  detach(stream: CaptionStream): void {
    this.#streams.delete(stream);
  }

  protected override async _recognize(_frame: AudioBuffer): Promise<stt.SpeechEvent> {
    throw new Error('captions are streamed only');
  }

  override stream(): stt.SpeechStream {
    return new CaptionStream(this);
  }
}

class CaptionStream extends stt.SpeechStream {
  label = 'demo.CaptionStream';
  readonly #owner: CaptionSTT;

  constructor(owner: CaptionSTT) {
    super(owner, 16_000);
    this.#owner = owner;
  }

  recognised({ text, final }: Caption): void {
    if (this.closed) return;
    const words: stt.SpeechData = { language: normalizeLanguage('en'), text, startTime: 0, endTime: 0, confidence: 1 };
    const type = final ? stt.SpeechEventType.FINAL_TRANSCRIPT : stt.SpeechEventType.INTERIM_TRANSCRIPT;
    this.queue.put({ type, alternatives: [words] });
  }

  protected override async run(): Promise<void> {
    this.#owner.attach(this);
    let samples = 0;
    try {
      for await (const frame of this.input) if (typeof frame !== 'symbol') samples += frame.samplesPerChannel;
    } finally {
      this.#owner.detach(this);
      const recognitionUsage = { audioDuration: samples / 16_000 };
      this.queue.put({ type: stt.SpeechEventType.RECOGNITION_USAGE, recognitionUsage });
    }
  }
}
