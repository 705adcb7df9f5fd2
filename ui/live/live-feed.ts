import type { TimelineEvent } from '../api-client/types.gen.ts';
import type { Session } from '../session/session.ts';
import { readEvents } from './event-stream.ts';

export type LiveState = 'connecting' | 'live' | 'stale';

export interface LiveFeed {
  state(): LiveState;
  /** When the server was last heard, epoch milliseconds; null before the first time. */
  heardAt(): number | null;
  onState(listener: () => void): () => void;
  /** `null` says that events may have been missed: whoever listens reads everything anew. */
  onEvent(listener: (event: TimelineEvent | null) => void): () => void;
  close(): void;
}

/** Comments come every 15 seconds; after this silence the connection counts as lost. */
const SILENCE_MS = 25_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** Everything that happens in the tenant, resumed where it broke off: after sleep, network loss or a restart. */
export function createLiveFeed(session: Session): LiveFeed {
  const stateListeners = new Set<() => void>();
  const eventListeners = new Set<(event: TimelineEvent | null) => void>();
  const closed = new AbortController();
  let state: LiveState = 'connecting';
  let heardAt: number | null = null;
  let lastId = '';
  let wake = () => {};
  let hangUp = () => {};

  function become(next: LiveState): void {
    if (next === state) return;
    state = next;
    for (const listener of stateListeners) listener();
  }

  async function listen(): Promise<void> {
    const ended = new AbortController();
    const signal = AbortSignal.any([ended.signal, closed.signal]);
    hangUp = () => ended.abort();
    let silence = setTimeout(() => ended.abort(), SILENCE_MS);
    try {
      const response = await session.fetch('/api/v1/events', {
        headers: { accept: 'text/event-stream', ...(lastId === '' ? {} : { 'last-event-id': lastId }) },
        signal,
      });
      if (!response.ok || response.body === null) throw new Error(`the stream answered ${response.status}`);
      for await (const event of readEvents(response.body)) {
        clearTimeout(silence);
        silence = setTimeout(() => ended.abort(), SILENCE_MS);
        heardAt = Date.now();
        become('live');
        if (event.id !== '') lastId = event.id;
        if (event.name === 'ready') tell(isResumed(event.data) ? undefined : null);
        else if (event.name !== '') tell(JSON.parse(event.data));
      }
    } finally {
      clearTimeout(silence);
      ended.abort();
    }
  }

  function tell(event: TimelineEvent | null | undefined): void {
    if (event === undefined) return;
    for (const listener of eventListeners) listener(event);
  }

  async function keepListening(): Promise<void> {
    let waitMs = FIRST_WAIT_MS;
    while (!closed.signal.aborted) {
      const startedAt = Date.now();
      await listen().catch(() => undefined);
      if (closed.signal.aborted) return;
      become('stale');
      waitMs = Date.now() - startedAt > LONGEST_WAIT_MS ? FIRST_WAIT_MS : Math.min(waitMs * 2, LONGEST_WAIT_MS);
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, waitMs);
      });
    }
  }

  const hurry = () => wake();
  // Without a network the stream is silent, which would take its time to be noticed.
  const leave = () => hangUp();
  addEventListener('offline', leave);
  addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);
  void keepListening();

  return {
    state: () => state,
    heardAt: () => heardAt,
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    onEvent(listener) {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    close() {
      removeEventListener('offline', leave);
      removeEventListener('online', hurry);
      document.removeEventListener('visibilitychange', hurry);
      closed.abort();
      wake();
    },
  };
}

function isResumed(data: string): boolean {
  return /"resumed":true/.test(data);
}
