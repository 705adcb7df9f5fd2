import type { Logger } from 'pino';
import type { ApiClient } from '../api-client.ts';
import type { Turn } from '../contract.ts';
import type { Spool } from '../reports/spool.ts';

const GATHER_MS = 150;

/**
 * Sends turns to the API as they happen. What the API does not take is put into the spool at the end, so that an
 * outage costs no transcript.
 */
export class TurnReporter {
  readonly #api: Pick<ApiClient, 'turns'>;
  readonly #spool: Pick<Spool, 'put'>;
  readonly #attemptId: string;
  readonly #log: Logger;
  readonly #pending: Turn[] = [];
  #sending: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: { api: Pick<ApiClient, 'turns'>; spool: Pick<Spool, 'put'>; attemptId: string; log: Logger }) {
    this.#api = deps.api;
    this.#spool = deps.spool;
    this.#attemptId = deps.attemptId;
    this.#log = deps.log;
  }

  add(turn: Turn): void {
    this.#pending.push(turn);
    this.#timer ??= setTimeout(() => void this.#flush(), GATHER_MS);
  }

  /** Everything is with the API or on disk when this resolves. */
  async finish(): Promise<void> {
    await this.#flush();
    const left = this.#pending.splice(0, 100);
    if (left.length > 0) this.#spool.put({ kind: 'turns', attemptId: this.#attemptId, report: { turns: left } });
  }

  #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sending = this.#sending.then(() => this.#send());
    return this.#sending;
  }

  async #send(): Promise<void> {
    const batch = this.#pending.slice(0, 100);
    if (batch.length === 0) return;
    try {
      await this.#api.turns(this.#attemptId, { turns: batch });
      this.#pending.splice(0, batch.length);
    } catch (error) {
      // Stays pending: sent again with the next turn, spooled at the end.
      this.#log.warn({ err: error }, 'the API did not take the turns yet');
    }
  }
}
