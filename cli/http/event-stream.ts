import { setTimeout as pause } from 'node:timers/promises';
import { CommandFailure, EXIT } from '../failure.ts';
import type { ApiClient } from './client.ts';

/** One server-sent event. `data` is the JSON it carried. */
export interface StreamedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/**
 * Follows a stream until `signal` aborts. When the connection is lost it comes back and goes on after the last event
 * that it saw (`Last-Event-ID`): nothing is missed, nothing is told twice. Refusals (sign-in, not found) end it.
 */
export async function* followEvents(
  api: ApiClient,
  path: string,
  signal: AbortSignal,
  onLost: (reason: string) => void = () => undefined,
): AsyncGenerator<StreamedEvent> {
  let lastId = '';
  let waitMs = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      const headers = { accept: 'text/event-stream', ...(lastId === '' ? {} : { 'last-event-id': lastId }) };
      const response = await api.open('GET', path, { headers, signal });
      for await (const event of parseEvents(response.body)) {
        waitMs = FIRST_WAIT_MS;
        if (event.id !== '') lastId = event.id;
        yield event;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof CommandFailure && error.exitCode !== EXIT.unreachable) throw error;
      onLost(error instanceof Error ? error.message : String(error));
    }
    await pause(waitMs, undefined, { signal }).catch(() => undefined);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}

/** Reads the `text/event-stream` format: fields a line, an empty line ends an event, comments keep it alive. */
export async function* parseEvents(body: AsyncIterable<Uint8Array> | null): AsyncGenerator<StreamedEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body ?? []) {
    rest += decoder.decode(chunk, { stream: true });
    const blocks = rest.split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parseBlock(block);
      if (event) yield event;
    }
  }
}

function parseBlock(block: string): StreamedEvent | null {
  const fields = new Map<string, string>();
  for (const line of block.split(/\r?\n/)) {
    const match = /^([^:]+)(?:: ?(.*))?$/s.exec(line);
    if (!match?.[1]) continue;
    const [, name, value = ''] = match;
    const before = fields.get(name);
    fields.set(name, before !== undefined && name === 'data' ? `${before}\n${value}` : value);
  }
  const data = fields.get('data');
  if (data === undefined) return null;
  return { id: fields.get('id') ?? '', type: fields.get('event') ?? 'message', data: parseJson(data) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
