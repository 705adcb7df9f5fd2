import type { CallEndReason } from '../../domain/vocabulary.ts';

export type End = { reason: CallEndReason; error?: string };

/** The one end of a call: whoever asks first decides the reason; everything that waits can race against it. */
export class CallEnd {
  readonly #over: Promise<End>;
  #decide: (end: End) => void = () => {};
  #end: End | null = null;

  constructor() {
    this.#over = new Promise((resolve) => {
      this.#decide = resolve;
    });
  }

  ask(reason: CallEndReason, error?: string): void {
    if (this.#end) return;
    this.#end = { reason, ...(error !== undefined && { error }) };
    this.#decide(this.#end);
  }

  get asked(): boolean {
    return this.#end !== null;
  }

  get over(): Promise<End> {
    return this.#over;
  }

  /** The promise's value, or null when the call ends first: a wait without this would outlive the call. */
  unlessOver<T>(promise: Promise<T>): Promise<T | null> {
    return Promise.race([promise, this.#over.then(() => null)]);
  }
}
