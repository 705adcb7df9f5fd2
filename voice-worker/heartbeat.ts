import type { Logger } from 'pino';
import type { ApiClient } from './api-client.ts';
import type { CallSlots } from './call-slots.ts';
import type { WarmProcesses } from './warm-processes.ts';

/** Between two beats that a change brings about. */
const SOONEST_MS = 400;

export type HeartbeatDeps = {
  api: Pick<ApiClient, 'heartbeat'>;
  slots: CallSlots;
  warm: WarmProcesses;
  worker: string;
  buildId: string;
  /** Connected to LiveKit, so that a dispatch would be heard. */
  ready: () => boolean;
  log: Logger;
};

/** Tells the API every few seconds how many calls this worker can carry; the last beat says that it is leaving. */
export class HeartbeatSender {
  readonly #deps: HeartbeatDeps;
  #timer: NodeJS.Timeout | undefined;
  #silent = false;
  #said = 0;
  #lastMs = 0;

  constructor(deps: HeartbeatDeps) {
    this.#deps = deps;
  }

  start(everyMs: number): void {
    void this.beat();
    this.#timer = setInterval(() => void this.beat(), everyMs);
  }

  async beat(): Promise<void> {
    const { api, slots, warm, worker, buildId, ready, log } = this.#deps;
    this.#said = this.#warm();
    this.#lastMs = performance.now();
    try {
      await api.heartbeat(worker, {
        capacity: slots.capacity,
        active: slots.active,
        ready: slots.accepting && ready(),
        warm: this.#said,
        ...(warm.refillMs === undefined ? {} : { refillMs: warm.refillMs }),
        buildId,
      });
      if (this.#silent) log.info('the API takes heartbeats again');
      this.#silent = false;
    } catch (error) {
      if (!this.#silent) log.warn({ err: error }, 'the API does not take heartbeats; no new calls until it does');
      this.#silent = true;
    }
  }

  /** Between two beats: how many processes wait decides how many calls are begun. Some beats a second at most. */
  beatIfChanged(): void {
    if (!this.#timer || this.#warm() === this.#said || performance.now() - this.#lastMs < SOONEST_MS) return;
    void this.beat();
  }

  /** Calls that were taken and have no process yet get the next ones. */
  #warm(): number {
    return Math.max(0, this.#deps.warm.count - this.#deps.slots.reserved);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.beat();
  }
}
