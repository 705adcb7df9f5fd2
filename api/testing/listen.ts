import { until } from '../../testing/child-scripts.ts';
import type { Json } from './test-api.ts';

export interface Heard {
  name: string;
  id: string;
  data: Json;
}

export interface Listening {
  readonly heard: readonly Heard[];
  /** Waits until the events heard so far satisfy it. */
  until(satisfied: (heard: readonly Heard[]) => boolean): Promise<void>;
  lastId(): string;
  /** Waits until the other side ends the stream. */
  ended(): Promise<void>;
  close(): void;
}

/** Reads a server-sent event stream. Resolves once the stream is open. */
export async function listen(url: string, token: string, lastEventId?: string): Promise<Listening> {
  const abort = new AbortController();
  const response = await fetch(url, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
    signal: abort.signal,
  });
  if (!response.ok || !response.body) throw new Error(`the stream answered ${response.status}`);
  const heard: Heard[] = [];
  const body = response.body;
  const reading = (async () => {
    const decoder = new TextDecoder();
    let pending = '';
    for await (const chunk of body) {
      if (abort.signal.aborted) return;
      pending += decoder.decode(chunk, { stream: true });
      const blocks = pending.split('\n\n');
      pending = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = eventOf(block);
        if (event) heard.push(event);
      }
    }
  })();
  reading.catch(() => undefined);
  return {
    heard,
    until: (satisfied) => until(() => satisfied(heard), 'what is waited for is among the events heard'),
    ended: () => reading,
    lastId: () => heard.findLast((event) => event.id !== '')?.id ?? '',
    close: () => abort.abort(),
  };
}

function eventOf(block: string): Heard | null {
  const field = (name: string) =>
    block
      .split('\n')
      .flatMap((line) => (line.startsWith(`${name}:`) ? [line.slice(name.length + 1).trim()] : []))
      .join('\n');
  const data = field('data');
  return data === '' ? null : { name: field('event'), id: field('id'), data: JSON.parse(data) };
}
