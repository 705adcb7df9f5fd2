import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { ApiClient } from '../api-client.ts';
import { aConfiguration } from '../testing/builders.ts';
import { until } from '../../testing/child-scripts.ts';
import { ConfigurationCache } from './configuration-cache.ts';
import { safeDefault } from './safe-default.ts';
import { followAgentVersions } from './version-stream.ts';

const agent = { agentId: randomUUID(), tenantId: randomUUID(), attemptId: randomUUID() };
let streams: ServerResponse[];
let stop: AbortController;
let cache: ConfigurationCache;
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
  streams.push(response);
});

beforeEach(async () => {
  streams = [];
  stop = new AbortController();
  cache = new ConfigurationCache({
    fetch: async () => aConfiguration({ agent_id: agent.agentId, version: 1 }),
    safeDefault: (of) => safeDefault(of, new Date()),
    ttlMs: 60_000,
    now: Date.now,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = new ApiClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 't' });
  void followAgentVersions({
    open: (signal) => api.agentVersions(signal),
    cache,
    log: pino({ level: 'silent' }),
    signal: stop.signal,
  });
  await until(() => streams.length === 1, 'the stream is open');
  await freshCopy();
});
afterEach(async () => {
  stop.abort();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A fresh copy is there: asking again does not go to the API. */
async function freshCopy(): Promise<void> {
  await until(async () => (await cache.get(agent)).source === 'cache', 'a copy is fresh');
}
const isOutdated = async () => (await cache.get(agent)).source === 'api';
const event = (data: object) => `event: agent-version\ndata: ${JSON.stringify(data)}\n\n`;

test('a changed agent is asked for again, though its notice comes in pieces', async () => {
  const notice = event({ tenantId: agent.tenantId, agentId: agent.agentId, version: 2 });
  streams[0]?.write(notice.slice(0, 20));
  streams[0]?.write(notice.slice(20));
  await until(isOutdated, 'the copy is outdated');
});

test('a notice of another agent leaves the copy alone', async () => {
  const misses = cache.metrics().cache_misses;
  streams[0]?.write(event({ tenantId: agent.tenantId, agentId: randomUUID(), version: 9 }));
  streams[0]?.write(event({ tenantId: randomUUID(), agentId: agent.agentId, version: 9 }));
  expect((await cache.get(agent)).source).toBe('cache');
  expect(cache.metrics().cache_misses).toBe(misses);
});

test('after a break everything is asked for again: notices may have been missed', async () => {
  streams[0]?.destroy();
  await until(() => streams.length === 2, 'connected again');
  await until(isOutdated, 'the copy is outdated');
});
