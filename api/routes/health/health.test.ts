import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { appendLedger } from '../../../database/ledger/append.ts';
import { SEALING_STALLED_AFTER_MS } from '../../../domain/ledger/stalled.ts';
import { eventually } from '../../../testing/eventually.ts';
import { startLedgerWatch } from '../../ledger-watch.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

test('each dependency tells its state, and what is lacking how to mend it', async () => {
  // The first look opens connections: on a busy machine that alone may take longer than a check waits.
  const body = await eventually(async () => {
    const answer = await api.send('/health');
    expect(answer.body.details.database).toMatchObject({ state: 'connected', latencyMs: expect.any(Number) });
    expect(answer.status).toBe(200);
    return answer.body;
  });
  expect(body).toMatchObject({
    status: 'degraded',
    services: {
      database: 'connected',
      temporal: 'unavailable',
      livekit: 'not configured',
      voiceWorkers: 'degraded',
      storage: 'connected',
    },
    details: { database: { version: expect.stringMatching(/^18/), latencyMs: expect.any(Number) } },
    timeZoneData: { rules: expect.stringMatching(/^20\d\d[a-z]$/) },
  });
  expect(body.details.livekit.detail).toContain('LIVEKIT_URL');
});

test('one dependency can be asked alone', async () => {
  await eventually(async () => expect((await api.send('/health/database')).body.state).toBe('connected'));
  expect((await api.send('/health/temporal')).status).toBe(503);
  expect((await api.send('/health/nothing')).status).toBe(404);
});

test('entries that nobody seals show in health, metrics, the log and the dashboard', async () => {
  const tenant = await api.tenant();
  const logged: object[] = [];
  const log = { error: (about: object) => void logged.push(about), warn: (about: object) => void logged.push(about) };
  const { database, metrics, now } = api.deps;
  const watch = startLedgerWatch({ database, metrics, log, now });
  watch.stop();
  await eventually(async () => expect((await api.send('/health/ledger')).body.state).toBe('connected'));
  await database.inTenant(tenant.id, (tx) =>
    appendLedger(tx, now() - 2 * SEALING_STALLED_AFTER_MS, [{ kind: 'export', body: {} }]),
  );
  await eventually(async () =>
    expect((await api.send('/health/ledger')).body).toMatchObject({
      state: 'degraded',
      detail: expect.stringContaining('1 entries'),
    }),
  );
  await watch.look();
  expect(logged).toMatchObject([{ tenantId: tenant.id, entries: 1 }]);
  expect((await api.send('/metrics')).text).toMatch(/ringfence_ledger_oldest_unsealed_seconds 1[2-9]\d/);
  expect((await tenant.send('/api/v1/overview')).body.attention).toMatchObject([{ kind: 'ledger' }]);
});

test('metrics count requests by route, never by address', async () => {
  await api.send('/api/v1/agents/not-an-id');
  await api.send('/api/v1/made-up?phone=2125550123');
  const { text } = await api.send('/metrics');
  expect(text).toMatch(
    /http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/agents\/:id",code="401"\} 1/,
  );
  expect(text).toMatch(/route="unmatched",code="404"/);
  expect(text).not.toContain('2125550123');
  expect(text).not.toContain('not-an-id');
});

test('the docs page asks nobody else', async () => {
  const page = await api.send('/docs');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.text).not.toMatch(/https?:/);
  for (const [, path] of page.text.matchAll(/src="([^"]+)"/g)) expect((await api.send(path ?? '')).status).toBe(200);
  expect((await api.send('/openapi.json')).body.openapi).toBe('3.1.0');
});

test('answers carry the usual protections, and pages of other origins only where configured', async () => {
  const answer = await api.send('/health', { headers: { origin: 'https://evil.example.com' } });
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('x-powered-by')).toBeNull();
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  const allowed = await api.send('/health', { headers: { origin: 'https://app.example.com' } });
  expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
});

test('a request keeps the id it came with, when it is a plain one', async () => {
  expect((await api.send('/api/v1/nope', { headers: { 'x-request-id': 'abcdef-123' } })).body.instance).toBe(
    'urn:ringfence:request:abcdef-123',
  );
  expect((await api.send('/api/v1/nope', { headers: { 'x-request-id': '<script>' } })).body.instance).not.toContain(
    'script',
  );
});
