import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawnScript, until } from '../../testing/child-scripts.ts';
import { choosePorts } from './ports.ts';

const BASE = 21_100;
let cache: string;
const listening: Server[] = [];

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'ports-'));
});

afterEach(async () => {
  for (const server of listening.splice(0)) await new Promise((resolve) => server.close(resolve));
  rmSync(cache, { recursive: true, force: true });
});

const environment = (more: NodeJS.ProcessEnv = {}) => ({ RINGFENCE_PORT_BASE: String(BASE), ...more });

async function listenOn(port: number, host = '127.0.0.1'): Promise<void> {
  const server = createServer();
  listening.push(server);
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
}

test('a checkout on its own gets the default block', async () => {
  const { port, block, notice } = await choosePorts('/one', { environment: environment(), cache });
  expect([port.api, port.temporal, port.workerMetrics, block, notice]).toEqual([
    BASE,
    BASE + 1,
    BASE + 8,
    0,
    undefined,
  ]);
});

test('a port that a stranger has is named, with who has it and the variable that moves it', async () => {
  await listenOn(BASE + 3);
  await listenOn(BASE + 4, '0.0.0.0');
  const choice = choosePorts('/one', { environment: environment(), cache });
  await expect(choice).rejects.toThrow(
    new RegExp(`${BASE + 3}, for LiveKit, is used by .*\\(process ${process.pid}\\): set LIVEKIT_PORT to move it`),
  );
  await expect(choice).rejects.toThrow(/for Postgres, is used by .* set POSTGRES_PORT to move it/);
});

test('the variable does move it', async () => {
  await listenOn(BASE + 3);
  const { port } = await choosePorts('/one', { environment: environment({ LIVEKIT_PORT: String(BASE + 90) }), cache });
  expect([port.livekit, port.api]).toEqual([BASE + 90, BASE]);
});

test('a port named by a variable is never moved: it is refused when it is taken', async () => {
  await listenOn(BASE + 90);
  const choice = choosePorts('/one', { environment: environment({ LIVEKIT_PORT: String(BASE + 90) }), cache });
  await expect(choice).rejects.toThrow(`${BASE + 90}, for LiveKit`);
});

test('a second checkout moves to the next block and says so; each keeps its block', async () => {
  // The neighbour runs in a process of its own: a claim counts for as long as its launcher lives.
  const script = `
    import { choosePorts } from '${join(import.meta.dirname, 'ports.ts')}';
    await choosePorts('/neighbour', { environment: ${JSON.stringify(environment())}, cache: '${cache}' });
    console.log('claimed');
    setInterval(() => undefined, 1000);`;
  const neighbour = spawnScript(cache, script);
  await until(() => neighbour.output().includes('claimed'), 'the neighbour has its ports');
  try {
    const second = await choosePorts('/second', { environment: environment(), cache });
    expect([second.block, second.port.api]).toEqual([1, BASE + 10]);
    expect(second.notice).toContain('/neighbour runs on the usual ports');
    expect((await choosePorts('/second', { environment: environment(), cache })).port).toEqual(second.port);
  } finally {
    neighbour.kill('SIGKILL');
    await neighbour.ended;
  }
  expect((await choosePorts('/third', { environment: environment(), cache })).block).toBe(0);
});

test('what is not a port is refused by name', async () => {
  const choice = choosePorts('/one', { environment: environment({ API_PORT: 'http' }), cache });
  await expect(choice).rejects.toThrow('API_PORT is not a port: http');
});
