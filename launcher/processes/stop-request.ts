/** Somebody wants the launcher to end. */
export interface StopRequest {
  /** Aborted at the first request. */
  readonly signal: AbortSignal;
  /** Resolves at the first request. */
  readonly asked: Promise<void>;
}

/** npm passes on a Ctrl-C that the terminal has sent to everyone already: one press can arrive twice. */
const SAME_PRESS_MS = 1_000;

/**
 * Listens for Ctrl-C, a polite kill, a closed terminal, and the death of the process that started us. A second Ctrl-C
 * calls `force`.
 */
export function listenForStop(force: () => void): StopRequest {
  const controller = new AbortController();
  let askedAt = 0;
  const ask = () => {
    if (!controller.signal.aborted) {
      askedAt = Date.now();
      controller.abort(new Error('stopped'));
    } else if (Date.now() - askedAt > SAME_PRESS_MS) {
      force();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  if (process.connected) process.on('disconnect', ask);
  // A terminal that was closed cannot be written to; stopping must go on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const asked = new Promise<void>((resolve) => controller.signal.addEventListener('abort', () => resolve()));
  return { signal: controller.signal, asked };
}
