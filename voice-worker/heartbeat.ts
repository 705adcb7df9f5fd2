import type { Logger } from 'pino';
import type { ApiClient } from './api-client.ts';
import type { CallSlots } from './call-slots.ts';

export type HeartbeatDeps = {
  api: Pick<ApiClient, 'heartbeat'>;
  slots: CallSlots;
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

  constructor(deps: HeartbeatDeps) {
    this.#deps = deps;
  }

  start(everyMs: number): void {
    void this.beat();
    this.#timer = setInterval(() => void this.beat(), everyMs);
  }

  async beat(): Promise<void> {
    const { api, slots, worker, buildId, ready, log } = this.#deps;
    try {
      await api.heartbeat(worker, {
        capacity: slots.capacity,
        active: slots.active,
        ready: slots.accepting && ready(),
        buildId,
      });
      if (this.#silent) log.info('the API takes heartbeats again');
      this.#silent = false;
    } catch (error) {
      if (!this.#silent) log.warn({ err: error }, 'the API does not take heartbeats; no new calls until it does');
      this.#silent = true;
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.beat();
  }
}
