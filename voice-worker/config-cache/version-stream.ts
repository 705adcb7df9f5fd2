import type { Logger } from 'pino';
import { AgentVersionEvent } from '../contract.ts';
import type { ConfigurationCache } from './configuration-cache.ts';

const RECONNECT_MS = 1_000;
/** The API sends a comment at least every 15 s; silence for longer means that the stream is dead. */
const SILENCE_MS = 45_000;

/**
 * Follows the API's stream of agent versions until `signal` aborts. Whatever may have been missed while it was not
 * connected is covered by expiring everything at each connection.
 */
export async function followAgentVersions(deps: {
  open: (signal: AbortSignal) => Promise<Response>;
  cache: ConfigurationCache;
  log: Logger;
  signal: AbortSignal;
}): Promise<void> {
  while (!deps.signal.aborted) {
    const quiet = new AbortController();
    try {
      const response = await deps.open(AbortSignal.any([deps.signal, quiet.signal]));
      if (!response.ok || !response.body) throw new Error(`the API answered ${response.status}`);
      deps.cache.expireAll();
      for await (const event of readEvents(response.body, quiet)) apply(event, deps.cache, deps.log);
    } catch (error) {
      if (!deps.signal.aborted) deps.log.debug({ err: error }, 'the stream of agent versions broke; connecting again');
    } finally {
      quiet.abort();
    }
    if (!deps.signal.aborted) await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS).unref());
  }
}

function apply(event: { name: string; data: string }, cache: ConfigurationCache, log: Logger): void {
  if (event.name === 'flush') cache.expireAll();
  if (event.name !== 'agent-version') return;
  const read = AgentVersionEvent.safeParse(parse(event.data));
  if (read.success) cache.invalidate(read.data.tenantId, read.data.agentId, read.data.version);
  else {
    log.warn('an agent version could not be read; every copy is asked for again');
    cache.expireAll();
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Server-sent events: blocks of `field: value` lines ended by an empty line. */
async function* readEvents(
  body: ReadableStream<Uint8Array>,
  quiet: AbortController,
): AsyncGenerator<{ name: string; data: string }> {
  const decoder = new TextDecoder();
  let pending = '';
  let silence = setTimeout(() => quiet.abort(), SILENCE_MS).unref();
  try {
    for await (const chunk of body) {
      silence = silence.refresh();
      pending += decoder.decode(chunk, { stream: true });
      const blocks = pending.split(/\r?\n\r?\n/);
      pending = blocks.pop() ?? '';
      for (const block of blocks) yield eventOf(block);
    }
  } finally {
    clearTimeout(silence);
  }
}

function eventOf(block: string): { name: string; data: string } {
  const lines = block.split(/\r?\n/);
  const values = (field: string) =>
    lines.flatMap((line) => (line.startsWith(`${field}:`) ? [line.slice(field.length + 1).trim()] : []));
  return { name: values('event').at(-1) ?? 'message', data: values('data').join('\n') };
}
