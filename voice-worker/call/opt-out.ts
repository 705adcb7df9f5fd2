import type { Logger } from 'pino';
import type { ApiClient } from '../api-client.ts';
import type { Spool } from '../reports/spool.ts';

const TRIES = 3;
const PAUSE_MS = 500;

/**
 * The callee's wish not to be called again. It is on the suppression list before anything is confirmed aloud; where
 * the API is away it waits on disk and the callee is told that it is not recorded yet.
 */
export class OptOut {
  readonly #api: Pick<ApiClient, 'optOut'>;
  readonly #spool: Pick<Spool, 'put'>;
  readonly #attemptId: string;
  readonly #log: Logger;
  #recording: Promise<boolean> | null = null;
  #spooled = false;

  constructor(deps: { api: Pick<ApiClient, 'optOut'>; spool: Pick<Spool, 'put'>; attemptId: string; log: Logger }) {
    this.#api = deps.api;
    this.#spool = deps.spool;
    this.#attemptId = deps.attemptId;
    this.#log = deps.log;
  }

  /** Whether the callee has refused further calls in this conversation. */
  get heard(): boolean {
    return this.#recording !== null;
  }

  /** True once the suppression entry is committed. Asked again after a failure, it tries again. */
  async record(words: string, by: 'spoken' | 'key-press' = 'spoken'): Promise<boolean> {
    this.#recording ??= this.#tryToRecord(words, by);
    const recorded = await this.#recording;
    if (!recorded) this.#recording = this.#tryToRecord(words, by);
    return recorded;
  }

  /** Waits for what is under way; part of the end of the call. */
  async settle(): Promise<void> {
    await this.#recording;
  }

  async #tryToRecord(words: string, by: 'spoken' | 'key-press'): Promise<boolean> {
    const report = { heardAt: new Date().toISOString(), words: words.slice(0, 500), by };
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      try {
        await this.#api.optOut(this.#attemptId, report);
        return true;
      } catch (error) {
        this.#log.warn({ err: error, attempt }, 'an opt-out is not recorded yet');
        if (attempt < TRIES) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
      }
    }
    try {
      if (!this.#spooled) this.#spool.put({ kind: 'opt-out', attemptId: this.#attemptId, report });
      this.#spooled = true;
    } catch (error) {
      // A full disk. The report of the call says it too, and whoever ends the call lists the number then.
      this.#log.error({ err: error }, 'an opt-out could neither be recorded nor be kept on disk');
    }
    return false;
  }
}
