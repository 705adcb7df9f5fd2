import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { ApiRefusal } from '../api-client.ts';
import { AgentUnknown, ConfigurationCache } from '../config-cache/configuration-cache.ts';
import { safeDefault } from '../config-cache/safe-default.ts';
import type { RuntimeConfigAnswer } from '../contract.ts';
import { aConfiguration } from '../testing/builders.ts';
import { WarmProcesses } from '../warm-processes.ts';
import { LinkClient } from './client.ts';
import { type Link, openLink } from './server.ts';

const agent = { agentId: randomUUID(), tenantId: randomUUID(), attemptId: randomUUID() };
const configuration = aConfiguration({ agent_id: agent.agentId });
let link: Link;
let nudges: number;
let warm: WarmProcesses;
let answer: () => Promise<RuntimeConfigAnswer>;

beforeEach(async () => {
  nudges = 0;
  warm = new WarmProcesses({ isAlive: () => true });
  answer = async () => configuration;
  link = await openLink({
    cache: new ConfigurationCache({
      fetch: () => answer(),
      safeDefault: (of) => safeDefault(of, new Date()),
      ttlMs: 60_000,
      now: Date.now,
    }),
    voice: { speak: async (text) => new Int16Array([...text].map((letter) => letter.charCodeAt(0))) },
    warm,
    onSpooled: () => (nudges += 1),
    log: pino({ level: 'silent' }),
  });
});
afterEach(() => link.close());

test('a job process gets its configuration through the main process, from the copy the second time', async () => {
  const client = new LinkClient(link);
  expect(await client.configuration(agent)).toEqual({ answer: configuration, source: 'api' });
  expect((await client.configuration(agent)).source).toBe('cache');
});

test('an agent that the API does not know is unknown to the job too', async () => {
  answer = () => Promise.reject(new ApiRefusal(404, 'it', ''));
  await expect(new LinkClient(link).configuration(agent)).rejects.toThrow(AgentUnknown);
});

test('a job process speaks with the main process’s voice', async () => {
  expect([...(await new LinkClient(link).speak('Hi', 'slt'))]).toEqual([72, 105]);
});

test('the main process is told that something waits in the spool', async () => {
  await new LinkClient(link).spooled();
  expect(nudges).toBe(1);
});

test('a job process says that it waits for a call, and that it was given one', async () => {
  const client = new LinkClient(link);
  await client.warm(1_500.4);
  expect([warm.count, warm.refillMs]).toEqual([1, 1_500]);
  await client.taken();
  expect(warm.count).toBe(0);
});

test('nobody without the token of this boot is answered', async () => {
  const stranger = new LinkClient({ url: link.url, token: 'guessed' });
  await expect(stranger.configuration(agent)).rejects.toThrow('401');
  await stranger.spooled();
  expect(nudges).toBe(0);
});
