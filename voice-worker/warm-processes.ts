/** How much a newly measured start counts against what was known. */
const NEWEST = 0.5;

/** Job processes that wait for a call, as they report themselves, and how long one takes to get there. */
export class WarmProcesses {
  readonly #pids = new Set<number>();
  readonly #isAlive: (pid: number) => boolean;
  #refillMs: number | undefined;

  constructor(of: { isAlive: (pid: number) => boolean }) {
    this.#isAlive = of.isAlive;
  }

  get count(): number {
    return this.#pids.size;
  }

  /** Milliseconds, smoothed: a machine under load starts processes slowly. Undefined before the first. */
  get refillMs(): number | undefined {
    return this.#refillMs;
  }

  add(pid: number, tookMs: number): void {
    this.#pids.add(pid);
    const before = this.#refillMs ?? tookMs;
    this.#refillMs = Math.max(1, Math.round(before + NEWEST * (tookMs - before)));
  }

  remove(pid: number): void {
    this.#pids.delete(pid);
  }

  /** A process that ended without a call is not waiting any more. */
  forgetTheDead(): void {
    for (const pid of this.#pids) if (!this.#isAlive(pid)) this.#pids.delete(pid);
  }
}
