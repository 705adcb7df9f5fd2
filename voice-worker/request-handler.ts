import type { Logger } from 'pino';
import type { CallSlots } from './call-slots.ts';

/** The part of an offered job that decides whether it is taken. */
export type OfferedJob = {
  id: string;
  accept(name?: string, identity?: string): Promise<void>;
  reject(): Promise<void>;
};

/** Accepts jobs up to the worker's capacity; beyond it the server offers them to another worker. */
export function requestHandler(
  slots: CallSlots,
  refused: { inc(): void },
  log: Logger,
): (job: OfferedJob) => Promise<void> {
  return async (job) => {
    if (!slots.reserve(job.id)) {
      log.warn(
        { jobId: job.id, active: slots.active, capacity: slots.capacity },
        'no free slot; the call goes to another worker',
      );
      refused.inc();
      await job.reject();
      return;
    }
    try {
      await job.accept('Agent', `agent-${job.id}`);
    } catch (error) {
      slots.release(job.id);
      throw error;
    }
  };
}
