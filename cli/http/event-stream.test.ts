import { afterEach, expect, test } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import { CommandFailure, EXIT } from '../failure.ts';
import { createClient } from './client.ts';
import { followEvents, parseEvents, type StreamedEvent } from './event-stream.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function collect(events: AsyncIterable<StreamedEvent>): Promise<StreamedEvent[]> {
  const found: StreamedEvent[] = [];
  for await (const event of events) found.push(event);
  return found;
}

test.each([1, 3, 7, 1000])('events are read whatever the network cuts them into (%d bytes)', async (size) => {
  const text =
    ': hello\n\nid: 1\nevent: call\ndata: {"name":\ndata: "Zoë"}\n\nid: 2\r\ndata: 3\r\n\r\ndata: unfinished';
  expect(await collect(parseEvents(inPieces(text, size)))).toEqual([
    { id: '1', type: 'call', data: { name: 'Zoë' } },
    { id: '2', type: 'message', data: 3 },
  ]);
});

test('a lost stream goes on after the last event that was seen', async () => {
  const resumed: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    const after = Number(request.headers['last-event-id'] ?? 0);
    resumed.push(request.headers['last-event-id']?.toString());
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`id: ${after + 1}\ndata: ${after + 1}\n\n`);
    response.write('id: 99\ndata: "cut', () => response.destroy());
  });
  const stop = new AbortController();
  const seen: unknown[] = [];
  for await (const event of followEvents(createClient({ url, apiKey: 'k' }), '/events', stop.signal)) {
    seen.push(event.data);
    if (seen.length === 3) stop.abort();
  }
  expect(seen).toEqual([1, 2, 3]);
  expect(resumed).toEqual([undefined, '1', '2']);
});

test('a refusal ends the stream instead of being tried for ever', async () => {
  const url = await serve((_request, response) => response.writeHead(401).end());
  const stop = new AbortController();
  const stream = collect(followEvents(createClient({ url, apiKey: 'k' }), '/events', stop.signal));
  await expect(stream).rejects.toThrow(CommandFailure);
  await expect(stream).rejects.toMatchObject({ exitCode: EXIT.auth });
});
