import type { Logger } from 'pino';
import { ApiRefusal, type ApiClient } from '../api-client.ts';
import type { CallReportData, Spool, SpoolItem } from './spool.ts';

/** Tells a call's workflow how its conversation ended. `gone`: no such workflow runs any more. */
export type SignalCallEnded = (workflowId: string, report: CallReportData) => Promise<'accepted' | 'gone'>;

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 10_000;

/** Empties the spool: at once when something was put in, and again and again while somebody is away. */
export class Delivery {
  readonly #spool: Spool;
  readonly #signal: SignalCallEnded;
  readonly #api: Pick<ApiClient, 'turns' | 'optOut' | 'disclosures'>;
  readonly #log: Logger;
  #round: Promise<void> = Promise.resolve();
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(deps: {
    spool: Spool;
    signal: SignalCallEnded;
    api: Pick<ApiClient, 'turns' | 'optOut' | 'disclosures'>;
    log: Logger;
  }) {
    this.#spool = deps.spool;
    this.#signal = deps.signal;
    this.#api = deps.api;
    this.#log = deps.log;
  }

  /** Delivers what waits now; resolves when this round is over. Rounds follow one another, never overlap. */
  deliver(): Promise<void> {
    clearTimeout(this.#timer);
    this.#round = this.#round.then(() => this.#deliverAll());
    return this.#round;
  }

  get waiting(): number {
    return this.#spool.waiting().length;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  async #deliverAll(): Promise<void> {
    const outcomes = await Promise.all(
      this.#spool.waiting().map(async ({ id, item }) => {
        const settled = await this.#settle(item);
        if (settled) this.#spool.remove(id);
        return settled;
      }),
    );
    this.#failures = outcomes.includes(false) ? this.#failures + 1 : 0;
    if (this.#failures > 0 && !this.#closed) {
      const pause = Math.min(FIRST_RETRY_MS * 2 ** (this.#failures - 1), LONGEST_RETRY_MS);
      this.#timer = setTimeout(() => void this.deliver(), pause).unref();
    }
  }

  /** True when the item needs no further try: taken, or refused for good. */
  async #settle(item: SpoolItem): Promise<boolean> {
    try {
      if (item.kind === 'call-ended') {
        const answer = await this.#signal(item.workflowId, item.report);
        if (answer === 'gone') this.#log.warn({ workflowId: item.workflowId }, 'the call’s workflow had already ended');
      } else if (item.kind === 'turns') await this.#api.turns(item.attemptId, item.report);
      else if (item.kind === 'disclosures') await this.#api.disclosures(item.attemptId, item.report);
      else await this.#api.optOut(item.attemptId, item.report);
      return true;
    } catch (error) {
      const final = error instanceof ApiRefusal && error.status >= 400 && error.status < 500 && error.status !== 429;
      if (final) this.#log.error({ kind: item.kind, status: error.status }, 'a report was refused for good');
      else this.#log.warn({ kind: item.kind, failures: this.#failures + 1 }, 'a report could not be delivered yet');
      // An opt-out is never given up: a person asked not to be called again.
      return final && item.kind !== 'opt-out';
    }
  }
}
