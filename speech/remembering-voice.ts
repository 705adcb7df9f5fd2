import type { DemoVoice, FliteVoice } from './flite.ts';

/** Sentences kept: some 100 kB each. */
const MOST_SENTENCES = 200;

/** Speaks a sentence once and remembers it: agents greet and say goodbye in the same words all day. */
export class RememberingVoice implements DemoVoice {
  readonly #voice: DemoVoice;
  readonly #spoken = new Map<string, Promise<Int16Array>>();

  constructor(voice: DemoVoice) {
    this.#voice = voice;
  }

  speak(text: string, voice: FliteVoice): Promise<Int16Array> {
    const key = `${voice} ${text}`;
    const known = this.#spoken.get(key);
    this.#spoken.delete(key);
    const speech = known ?? this.#voice.speak(text, voice);
    this.#spoken.set(key, speech);
    speech.catch(() => this.#spoken.delete(key));
    const oldest = this.#spoken.keys().next().value;
    if (this.#spoken.size > MOST_SENTENCES && oldest !== undefined) this.#spoken.delete(oldest);
    return speech;
  }
}
