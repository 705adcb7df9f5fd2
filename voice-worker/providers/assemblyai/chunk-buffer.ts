/**
 * Audio on its way to the recogniser. It keeps flowing in while the connection is down; only the newest is kept, since
 * a server that gets minutes at once refuses them, and old words help nobody.
 */
export class ChunkBuffer {
  readonly #most: number;
  readonly #chunks: Uint8Array[] = [];
  #ended = false;
  #wake: () => void = () => {};

  constructor(mostChunks: number) {
    this.#most = mostChunks;
  }

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    if (this.#chunks.length > this.#most) this.#chunks.shift();
    this.#wake();
  }

  /** No more audio will come. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** The next chunk; null when the audio has ended or `signal` aborts. A chunk not handed out stays. */
  async next(signal: AbortSignal): Promise<Uint8Array | null> {
    while (!signal.aborted) {
      const chunk = this.#chunks.shift();
      if (chunk) return chunk;
      if (this.#ended) return null;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    return null;
  }
}
