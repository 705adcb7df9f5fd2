import type { Logger } from 'pino';
import type { FakeReport } from './contract.ts';

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;
/** About ten minutes of trying. */
const MOST_TRIES = 130;

/** Delivers the ends of fake conversations to the system under test, again and again until it takes them. */
export class Reporter {
  readonly #url: string;
  readonly #token: string;
  readonly #log: Logger;
  readonly #stop = new AbortController();
  #undelivered = 0;

  constructor(deps: { url: string; token: string; log: Logger }) {
    this.#url = deps.url;
    this.#token = deps.token;
    this.#log = deps.log;
  }

  get undelivered(): number {
    return this.#undelivered;
  }

  async deliver(report: FakeReport): Promise<void> {
    this.#undelivered += 1;
    for (let attempt = 1; attempt <= MOST_TRIES && !this.#stop.signal.aborted; attempt++) {
      if (await this.#post(report)) {
        this.#undelivered -= 1;
        return;
      }
      const pause = Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS);
      await new Promise((resolve) => setTimeout(resolve, pause).unref());
    }
    this.#log.error({ intent: report.intent }, 'a report was never accepted and is given up');
  }

  close(): void {
    this.#stop.abort();
  }

  async #post(report: FakeReport): Promise<boolean> {
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#token}` },
        body: JSON.stringify(report),
        signal: AbortSignal.timeout(10_000),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }
}
