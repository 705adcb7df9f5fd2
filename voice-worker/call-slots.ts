/** A reservation that no job has shown up for after this is given back: the server assigned it elsewhere. */
const ASSIGNMENT_MS = 15_000;

/**
 * The worker's own count of calls. The server's idea of our load is up to 2.5 s old, so a burst over-assigns; this
 * count does not.
 */
export class CallSlots {
  readonly capacity: number;
  readonly #now: () => number;
  readonly #reservedAt = new Map<string, number>();
  readonly #running = new Set<string>();
  #open = true;

  constructor(of: { capacity: number; now: () => number }) {
    this.capacity = of.capacity;
    this.#now = of.now;
  }

  get active(): number {
    return this.#reservedAt.size + this.#running.size;
  }

  /** Calls taken whose process has not begun them yet. */
  get reserved(): number {
    return this.#reservedAt.size;
  }

  get accepting(): boolean {
    return this.#open;
  }

  /** Takes a slot for a job that is about to be accepted. False: full, or no longer accepting. */
  reserve(jobId: string): boolean {
    if (!this.#open || this.active >= this.capacity) return false;
    this.#reservedAt.set(jobId, this.#now());
    return true;
  }

  release(jobId: string): void {
    this.#reservedAt.delete(jobId);
    this.#running.delete(jobId);
  }

  /** Takes no more calls; those that run go on. */
  close(): void {
    this.#open = false;
  }

  /** Compares with the jobs that really run: the one truth about when a call's process is gone. */
  reconcile(runningJobIds: readonly string[]): void {
    this.#running.clear();
    for (const id of runningJobIds) {
      this.#running.add(id);
      this.#reservedAt.delete(id);
    }
    for (const [id, at] of this.#reservedAt) if (this.#now() - at > ASSIGNMENT_MS) this.#reservedAt.delete(id);
  }
}
