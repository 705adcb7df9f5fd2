import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { ApiRefusal } from '../api-client.ts';
import type { RuntimeConfigAnswer } from '../contract.ts';
import { aConfiguration } from '../testing/builders.ts';
import { type AgentRef, AgentUnknown, ConfigurationCache } from './configuration-cache.ts';
import { safeDefault } from './safe-default.ts';

const TTL_MS = 300_000;
const agent: AgentRef = { tenantId: randomUUID(), agentId: randomUUID(), attemptId: randomUUID() };
let now: number;
let asked: number;
let api: () => Promise<RuntimeConfigAnswer>;
let cache: ConfigurationCache;

const version = (number: number) =>
  aConfiguration({ agent_id: agent.agentId, tenant_id: agent.tenantId, version: number });
const away = () => Promise.reject(new Error('connection refused'));

beforeEach(() => {
  now = 1_000;
  asked = 0;
  api = async () => version(1);
  cache = new ConfigurationCache({
    fetch: () => {
      asked += 1;
      return api();
    },
    safeDefault: (of) => safeDefault(of, new Date(now)),
    ttlMs: TTL_MS,
    now: () => now,
  });
});

describe('a configuration comes from', () => {
  test('the API first, then from the copy until it expires, then from the API again', async () => {
    expect((await cache.get(agent)).source).toBe('api');
    now += TTL_MS - 1;
    expect((await cache.get(agent)).source).toBe('cache');
    now += 1;
    expect((await cache.get(agent)).source).toBe('api');
    expect(asked).toBe(2);
  });

  test('the outdated copy when the API is away', async () => {
    await cache.get(agent);
    now += TTL_MS;
    api = away;
    expect(await cache.get(agent)).toMatchObject({ source: 'stale', answer: { config: { version: 1 } } });
  });

  test('the safe default when there is nothing else, and that is not kept', async () => {
    api = away;
    expect(await cache.get(agent)).toMatchObject({ source: 'default', answer: { config: { llm_provider: 'demo' } } });
    api = async () => version(1);
    expect((await cache.get(agent)).source).toBe('api');
  });

  test('nowhere when the API knows no such agent, even with a copy at hand', async () => {
    await cache.get(agent);
    now += TTL_MS;
    api = () => Promise.reject(new ApiRefusal(404, 'a configuration', ''));
    await expect(cache.get(agent)).rejects.toThrow(AgentUnknown);
    api = away;
    expect((await cache.get(agent)).source).toBe('default');
  });

  test('one request for many calls at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => cache.get(agent)));
    expect(asked).toBe(1);
  });

  test('its own request where the call that asked first has ended meanwhile', async () => {
    api = async () => {
      if (asked === 1) throw new ApiRefusal(404, 'the agent’s configuration', 'There is no such live call.');
      return version(1);
    };
    const [ended, live] = await Promise.allSettled([
      cache.get(agent),
      cache.get({ ...agent, attemptId: randomUUID() }),
    ]);
    expect(ended).toMatchObject({ status: 'rejected', reason: expect.any(AgentUnknown) });
    expect(live).toMatchObject({ status: 'fulfilled', value: { source: 'api' } });
  });

  test('the same agent id of another tenant separately', async () => {
    await cache.get(agent);
    expect((await cache.get({ ...agent, tenantId: randomUUID() })).source).toBe('api');
  });
});

describe('a change of the agent', () => {
  test('makes older copies outdated at once', async () => {
    await cache.get(agent);
    cache.invalidate(agent.tenantId, agent.agentId, 2);
    api = async () => version(2);
    expect(await cache.get(agent)).toMatchObject({ source: 'api', answer: { config: { version: 2 } } });
  });

  test('leaves a copy that is as new alone', async () => {
    await cache.get(agent);
    cache.invalidate(agent.tenantId, agent.agentId, 1);
    expect((await cache.get(agent)).source).toBe('cache');
  });

  test('heard of while the old answer was under way does not let that answer count as fresh', async () => {
    let answer: (old: RuntimeConfigAnswer) => void = () => {};
    api = () => new Promise((resolve) => (answer = resolve));
    const asking = cache.get(agent);
    cache.invalidate(agent.tenantId, agent.agentId, 2);
    answer(version(1));
    await asking;
    api = async () => version(2);
    expect(await cache.get(agent)).toMatchObject({ source: 'api', answer: { config: { version: 2 } } });
  });

  test('that may have been missed makes every copy outdated', async () => {
    await cache.get(agent);
    cache.expireAll();
    expect((await cache.get(agent)).source).toBe('api');
  });
});

test('clearing forgets one agent or all', async () => {
  await cache.get(agent);
  await cache.get({ ...agent, agentId: randomUUID() });
  expect(cache.clear(agent.agentId)).toBe(1);
  expect(cache.clear()).toBe(1);
  expect(cache.metrics().cache_size).toBe(0);
});

test('metrics count where configurations came from', async () => {
  await cache.get(agent);
  await cache.get(agent);
  now += TTL_MS;
  api = away;
  await cache.get(agent);
  await cache.get({ ...agent, agentId: randomUUID() });
  expect(cache.metrics()).toEqual({
    total_requests: 4,
    cache_hits: 1,
    cache_misses: 3,
    cache_hit_rate: 0.25,
    api_successes: 1,
    api_failures: 2,
    fallback_to_stale: 1,
    fallback_to_default: 1,
    cache_size: 1,
  });
});
