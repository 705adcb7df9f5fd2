import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { DevCarrierClient } from '../activities/telephony/dev-carrier-client.ts';
import { until } from '../testing/child-scripts.ts';
import { CallLog, readCallLog } from './call-log.ts';
import { FakeReport, type PlaceCallInput } from './contract.ts';
import { Reporter } from './reporter.ts';
import { devCarrierServer } from './server.ts';
import { Switchboard } from './switchboard.ts';

const SPEED = 1_000;
let folder: string;
let carrier: { client: DevCarrierClient; url: string; pace: { speed: number }; close: () => Promise<void> };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dev-carrier-'));
  carrier = await start();
});
afterEach(async () => {
  await carrier.close();
  rmSync(folder, { recursive: true, force: true });
});

const logFile = () => join(folder, 'calls.jsonl');

async function start(report: (report: FakeReport) => void = () => {}) {
  const callLog = new CallLog(logFile());
  const now = () => new Date();
  const switchboard = new Switchboard({ log: callLog, seed: 'test', now });
  const settings = {
    switchboard,
    callLog,
    seed: 'test',
    speed: SPEED,
    now,
    report,
    undeliveredReports: () => 0,
    loopback: null,
  };
  const server = await listen(createServer(devCarrierServer(settings)));
  return {
    client: new DevCarrierClient(server.url),
    url: server.url,
    pace: settings,
    close: async () => {
      switchboard.hangUpAll();
      await server.close();
      callLog.close();
    },
  };
}

async function listen(server: Server) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const aCall = (about: Partial<PlaceCallInput> = {}): PlaceCallInput => ({
  carrier: 'fake',
  intent: randomUUID(),
  number: '+12125550142',
  ringingTimeoutMs: 30_000,
  maxDurationMs: 600_000,
  ...about,
});

async function put(path: string, body: object): Promise<void> {
  const response = await fetch(carrier.url + path, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}
const everybodyAnswers = (more: object = {}) => put('/behaviour', { answerRate: 1, ...more });
const nobodyAnswers = () => put('/behaviour', { answerRate: 0 });
const eventsOf = (intent: string) => readCallLog(logFile()).filter((entry) => entry.intent === intent);

/** At the real pace: whoever rings or talks goes on until somebody ends it. */
const nobodyHurries = (behaviour: object) => {
  carrier.pace.speed = 1;
  return put('/behaviour', { answerRate: 1, ringMedianMs: 5, talkMedianMs: 3_600_000, sigma: 0, ...behaviour });
};

describe('a fake call', () => {
  test('that is answered is logged from placement to end, without its number', async () => {
    await everybodyAnswers();
    const call = aCall();
    const placed = await carrier.client.place(call);
    expect(placed).toMatchObject({ kind: 'placed', call: { outcome: 'answered' } });
    await until(() => eventsOf(call.intent).at(-1)?.event === 'ended', 'the call ends');
    expect(eventsOf(call.intent).map((entry) => [entry.event, entry.concurrent])).toEqual([
      ['placed', 1],
      ['ringing', 1],
      ['answered', 1],
      ['ended', 0],
    ]);
    expect(JSON.stringify(eventsOf(call.intent))).not.toContain(call.number);
    expect(eventsOf(call.intent)[0]).toMatchObject({ numberTail: '42', sequence: 1 });
  });

  test('fails in the words of a SIP trunk, and rings as long as it may before that counts as no answer', async () => {
    await nobodyAnswers();
    const seen = new Map<string, object>();
    const words = ['486', '603', 'twirp error unknown: sip request timed out'];
    // Intents are random, and which of them ends how is decided by hash: ask until each end was seen.
    for (let i = 0; i < 2_000 && !words.every((word) => seen.has(word)); i++) {
      const placed = await carrier.client.place(aCall({ ringingTimeoutMs: 5_000 }));
      if (placed.kind !== 'placed' || placed.call.outcome !== 'failed') throw new Error('somebody answered');
      const { error, ringing } = placed.call;
      seen.set(String(error.sipStatusCode ?? error.message), { class: error.class, ringing });
    }
    expect(seen.get('486')).toEqual({ class: 'SipCallError', ringing: false });
    expect(seen.get('603')).toEqual({ class: 'SipCallError', ringing: true });
    expect(seen.get('twirp error unknown: sip request timed out')).toEqual({ class: 'ServerError', ringing: true });
  });

  test('goes the same way for the same seed, intent and number', async () => {
    const calls = Array.from({ length: 20 }, () => aCall());
    const outcomes = async () =>
      Promise.all(
        calls.map(async (call) => {
          const placed = await carrier.client.place(call);
          return placed.kind === 'placed' && placed.call.outcome === 'failed' ? placed.call.error : placed.kind;
        }),
      );
    expect(await outcomes()).toEqual(await outcomes());
  });

  test('placed twice for one intent is two calls, and the log shows it', async () => {
    const call = aCall();
    await Promise.all([carrier.client.place(call), carrier.client.place(call)]);
    const placed = eventsOf(call.intent).filter((entry) => entry.event === 'placed');
    expect(placed.map((entry) => entry.sequence)).toEqual([1, 2]);
    expect(await carrier.client.callsOf(call.intent)).toHaveLength(2);
  });

  test('counts how many are held at once', async () => {
    await nobodyHurries({});
    await Promise.all(Array.from({ length: 50 }, () => carrier.client.place(aCall({ maxDurationMs: 7_200_000 }))));
    const health = await carrier.client.health();
    expect(health.highestConcurrent).toBe(50);
    expect(Math.max(...readCallLog(logFile()).map((entry) => entry.concurrent))).toBe(50);
  });
});

describe('the fence', () => {
  test('set before the placement, nothing is ever placed', async () => {
    const call = aCall();
    expect(await carrier.client.fence(call.intent)).toEqual({ saw: 'never-placed', call: null });
    expect(await carrier.client.place(call)).toMatchObject({ kind: 'refused', type: 'fenced' });
    expect(eventsOf(call.intent).map((entry) => entry.event)).toEqual(['fenced', 'refused']);
  });

  test('cancels a ringing call and says that it rang', async () => {
    await nobodyHurries({ ringMedianMs: 60_000 });
    const call = aCall({ ringingTimeoutMs: 120_000 });
    const placing = carrier.client.place(call);
    await until(() => eventsOf(call.intent).some((entry) => entry.event === 'ringing'), 'it rings');
    expect(await carrier.client.fence(call.intent)).toMatchObject({ saw: 'ringing' });
    expect(await placing).toMatchObject({ kind: 'placed', call: { outcome: 'failed', ringing: true } });
    expect(eventsOf(call.intent).at(-1)).toMatchObject({ event: 'ended', reason: 'fenced' });
  });

  test('hangs up a live call, says that it was answered, and keeps saying so', async () => {
    await nobodyHurries({});
    const call = aCall({ maxDurationMs: 7_200_000 });
    await carrier.client.place(call);
    expect(await carrier.client.fence(call.intent)).toMatchObject({ saw: 'answered', call: { endedAt: null } });
    expect(await carrier.client.fence(call.intent)).toMatchObject({ saw: 'ended' });
    expect((await carrier.client.callsOf(call.intent))[0]?.answeredAt).toBeTruthy();
    expect((await carrier.client.health()).live).toBe(0);
  });

  test('still holds after the carrier was restarted', async () => {
    const call = aCall();
    await carrier.client.fence(call.intent);
    await carrier.close();
    carrier = await start();
    expect(await carrier.client.place(call)).toMatchObject({ kind: 'refused', type: 'fenced' });
  });
});

test('a carrier that was restarted still knows which calls it placed, and that they are over', async () => {
  await nobodyHurries({});
  const call = aCall({ maxDurationMs: 7_200_000 });
  await carrier.client.place(call);
  const log = readFileSync(logFile(), 'utf8');
  await carrier.close();
  writeFileSync(logFile(), log); // as if it had been killed: nothing was written at the end
  carrier = await start();
  expect(await carrier.client.callsOf(call.intent)).toMatchObject([{ state: 'ended', endReason: 'carrier-restarted' }]);
  const fenced = await carrier.client.fence(call.intent);
  expect(fenced.saw).toBe('ended');
  expect(fenced.call?.answeredAt).toBeTruthy();
  const again = await carrier.client.place({ ...call, intent: randomUUID() });
  expect(again.kind).toBe('placed');
});

describe('hanging up', () => {
  test('ends a live call once', async () => {
    await nobodyHurries({});
    const call = aCall({ maxDurationMs: 7_200_000 });
    await carrier.client.place(call);
    expect(await carrier.client.hangUp(call.intent)).toBe(true);
    expect(await carrier.client.hangUp(call.intent)).toBe(false);
  });
});

describe('faults', () => {
  test('an outage refuses with nothing placed', async () => {
    await put('/faults', { error5xxRate: 1 });
    const call = aCall();
    expect(await carrier.client.place(call)).toMatchObject({ kind: 'refused', type: 'unavailable' });
    expect(await carrier.client.callsOf(call.intent)).toEqual([]);
  });

  test('a lost answer leaves the outcome unknown although the call was placed', async () => {
    await put('/faults', { placedButUnknownRate: 1 });
    const call = aCall();
    expect(await carrier.client.place(call)).toMatchObject({ kind: 'unknown' });
    expect(await carrier.client.callsOf(call.intent)).toHaveLength(1);
  });

  test('a cut connection leaves the outcome unknown although the call was answered', async () => {
    await everybodyAnswers();
    await put('/faults', { dropAnswerRate: 1 });
    const call = aCall();
    expect(await carrier.client.place(call)).toMatchObject({ kind: 'unknown' });
    expect(eventsOf(call.intent).some((entry) => entry.event === 'answered')).toBe(true);
  });

  test('hit the share of calls that was asked for', async () => {
    await put('/faults', { error5xxRate: 0.3 });
    const placed = await Promise.all(Array.from({ length: 200 }, () => carrier.client.place(aCall())));
    const refused = placed.filter(({ kind }) => kind === 'refused').length;
    expect(refused).toBeGreaterThan(35);
    expect(refused).toBeLessThan(85);
  });
});

describe('reports', () => {
  test('are delivered again until they are taken, with the token', async () => {
    const got: { token: string | undefined; report: FakeReport }[] = [];
    let refusals = 2;
    const receiver = await listen(
      createServer((request, response) => {
        let body = '';
        request.setEncoding('utf8');
        request.on('data', (chunk: string) => (body += chunk));
        request.on('end', () => {
          if (refusals-- > 0) return void response.writeHead(503).end();
          got.push({ token: request.headers.authorization, report: FakeReport.parse(JSON.parse(body)) });
          response.writeHead(204).end();
        });
      }),
    );
    const reporter = new Reporter({ url: receiver.url, token: 'secret', log: pino({ level: 'silent' }) });
    await carrier.close();
    carrier = await start((report) => void reporter.deliver(report));
    await everybodyAnswers();
    const call = aCall();
    await carrier.client.place(call);
    await until(() => got.length > 0, 'the report arrives');
    expect(got[0]).toMatchObject({ token: 'Bearer secret', report: { event: 'ended', intent: call.intent } });
    await until(() => reporter.undelivered === 0, 'nothing is left to deliver');
    reporter.close();
    await receiver.close();
  });
});

test('a call without what its carrier needs is refused by name', async () => {
  const refused = await carrier.client.place(aCall({ carrier: 'loopback' }));
  expect(refused).toMatchObject({ kind: 'refused', type: 'invalid' });
  expect(refused).toHaveProperty('detail', expect.stringContaining('participantIdentity'));
});
