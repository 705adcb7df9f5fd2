import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { CallSlots } from './call-slots.ts';
import { ConfigurationCache } from './config-cache/configuration-cache.ts';
import { safeDefault } from './config-cache/safe-default.ts';
import { healthServer } from './health-server.ts';
import { createMetrics } from './metrics.ts';
import { aConfiguration } from './testing/builders.ts';

const agent = { agentId: randomUUID(), tenantId: randomUUID(), attemptId: randomUUID() };
let server: Server;
let url: string;
let connected: boolean;

beforeEach(async () => {
  connected = true;
  const cache = new ConfigurationCache({
    fetch: async () => aConfiguration({ agent_id: agent.agentId }),
    safeDefault: (of) => safeDefault(of, new Date()),
    ttlMs: 60_000,
    now: Date.now,
  });
  await cache.get(agent);
  await cache.get(agent);
  const slots = new CallSlots({ capacity: 5, now: Date.now });
  slots.reserve('a job');
  const undelivered = () => 2;
  const { registry } = createMetrics({ cache, slots, undelivered });
  const app = healthServer({
    worker: 'w',
    buildId: 'b',
    token: 'secret',
    slots,
    cache,
    registry,
    connected: () => connected,
    undelivered,
  });
  await new Promise<void>((resolve) => {
    server = app.listen(0, '127.0.0.1', () => resolve());
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const clear = (path: string, token: string) =>
  fetch(url + path, { method: 'POST', headers: { authorization: `Bearer ${token}` } });

test('health tells calls, capacity and what waits, and is bad without LiveKit', async () => {
  expect(await (await fetch(`${url}/health`)).json()).toMatchObject({
    status: 'healthy',
    calls: { active: 1, capacity: 5 },
    undeliveredReports: 2,
    services: { livekit: 'connected' },
  });
  connected = false;
  expect((await fetch(`${url}/health`)).status).toBe(503);
});

test('metrics carry the cache’s figures under their names', async () => {
  const text = await (await fetch(`${url}/metrics`)).text();
  for (const line of [
    'ringfence_config_total_requests 2',
    'ringfence_config_cache_hits 1',
    'ringfence_config_cache_misses 1',
    'ringfence_config_cache_hit_rate 0.5',
    'ringfence_config_api_successes 1',
    'ringfence_config_api_failures 0',
    'ringfence_config_fallback_to_stale 0',
    'ringfence_config_fallback_to_default 0',
    'ringfence_config_cache_size 1',
    'ringfence_voice_utilisation 0.2',
  ]) {
    expect(text).toContain(`\n${line}\n`);
  }
});

test('the cache is cleared by whoever has the worker credential, one agent or all', async () => {
  expect((await clear('/cache/clear', 'guess')).status).toBe(401);
  expect(await (await clear(`/cache/clear/${randomUUID()}`, 'secret')).json()).toEqual({ cleared: 0 });
  expect(await (await clear(`/cache/clear/${agent.agentId}`, 'secret')).json()).toEqual({ cleared: 1 });
  expect(await (await fetch(`${url}/cache`)).json()).toMatchObject({ cache_size: 0 });
});
