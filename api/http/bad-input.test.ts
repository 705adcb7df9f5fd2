import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { connectDatabase } from '../../database/connect.ts';
import { routes } from '../routes/index.ts';
import { isObject, jsonSchemaOf, sampleOf } from '../testing/sample.ts';
import { type Answer, startTestApi, type TestApi, type TestTenant, WORKER_TOKEN } from '../testing/test-api.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';

/** Every field of every request is sent missing, empty, huge, of the wrong type and hostile. Nothing may fail inside. */

const HOSTILE: readonly [string, unknown][] = [
  ['null', null],
  ['empty text', ''],
  ['spaces', '   '],
  ['huge text', 'x'.repeat(60_000)],
  ['a number', 1.5],
  ['a huge number', 1e308],
  ['below zero', -1],
  ['a boolean', true],
  ['an array', []],
  ['nested arrays', [[[[]]]]],
  ['an object', { a: { b: 1 } }],
  ['NUL', 'a\u0000b'],
  ['half a surrogate pair', '\ud800'],
  ['SQL', `'; drop table agents; --`],
  ['a template', '{{constructor.constructor("x")()}}'],
  ['markup', '<script>alert(1)</script>'],
  ['a prototype', { __proto__: { admin: true }, constructor: { prototype: {} } }],
  ['a path', '../../../../etc/passwd'],
  ['a formula', '=HYPERLINK("http://example.com")'],
];

const BAD_IDS = [
  ...['x', '0', '%00', '1e9', "'"],
  ...['00000000-0000-0000-0000-00000000000g', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
];

let api: TestApi;
let acme: TestTenant;
let owner: string;

beforeAll(async () => {
  api = await startTestApi();
  acme = await api.tenant();
  owner = await acme.token('owner');
});
afterAll(() => api.close());

const withBody = routes.filter((route) => route.body !== undefined && !route.rawBody);
const withQuery = routes.filter(
  (route) => route.query !== undefined && !route.path.endsWith('/events') && route.method === 'get',
);

describe('bodies', () => {
  test.each(withBody.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s takes no bad field',
    async (_name, route) => {
      const schema: z.ZodType = route.body ?? fail();
      const sample = sampleOf(schema);
      const bodies: [string, unknown][] = [null, [], 'text', 5, { __proto__: null, unknown: 1 }].map((whole) => [
        JSON.stringify(whole),
        whole,
      ]);
      for (const field of fieldsOf(jsonSchemaOf(schema))) {
        for (const [kind, value] of HOSTILE) {
          const body = { ...(isObject(sample) ? sample : {}), [field]: value };
          if (passes(route, { body })) bodies.push([`${field} = ${kind}`, body]);
        }
      }
      await someAtOnce(bodies, async ([what, body]) => judge(await ask(route, body), what));
    },
  );

  test.each(withBody.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s names the required fields that are missing',
    async (_name, route) => {
      const required = requiredOf(jsonSchemaOf(route.body ?? fail()));
      const answer = await ask(route, {});
      if (required.length === 0) return judge(answer, 'nothing');
      expect(answer.status).toBe(422);
      expect(answer.body.errors.map((error: { field: string }) => error.field)).toEqual(
        expect.arrayContaining(required),
      );
      for (const error of answer.body.errors)
        expect(error).toEqual({
          field: expect.any(String),
          message: expect.stringMatching(/\.$/),
          remedy: expect.stringMatching(/[.}]$/),
        });
    },
  );
});

describe('queries', () => {
  test.each(withQuery.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s takes no bad parameter',
    async (_name, route) => {
      const queries: [string, string][] = [];
      for (const field of fieldsOf(jsonSchemaOf(route.query ?? fail()))) {
        for (const [kind, value] of HOSTILE) {
          if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue;
          if (typeof value === 'string' && value.length > 5_000) continue;
          const query = `?${field}=${encodeURIComponent(wellFormed(String(value)))}`;
          if (passes(route, { query: { [field]: String(value) } })) queries.push([`${field} = ${kind}`, query]);
        }
        queries.push([`${field} twice`, `?${field}=a&${field}=b`]);
      }
      await someAtOnce(queries, async ([what, query]) => judge(await ask(route, undefined, query), what));
    },
  );

  test.each(
    withQuery
      .filter((route) => fieldsOf(jsonSchemaOf(route.query ?? fail())).includes('cursor'))
      .map((route) => [route.path, route] as const),
  )('%s takes no made-up cursor', async (_path, route) => {
    const cursors = [[], [1], ['x'], [null], ["' or 1=1"], ['01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338', 'more']];
    await someAtOnce(cursors, async (values) => {
      const cursor = Buffer.from(JSON.stringify(values)).toString('base64url');
      const answer = await ask(route, undefined, `?cursor=${cursor}`);
      expect([JSON.stringify(values), answer.status]).toEqual([
        JSON.stringify(values),
        route.path.includes(':id') ? expect.any(Number) : 422,
      ]);
      expect(answer.status).toBeLessThan(500);
    });
  });
});

describe('addresses', () => {
  const withIds = routes.filter((route) => route.path.includes(':') && route.access !== 'public');
  test.each(withIds.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s takes no bad id',
    async (_name, route) => {
      await someAtOnce(BAD_IDS, async (id) => {
        const answer = await ask(route, route.body ? sampleOf(route.body) : undefined, '', id);
        expect(answer.status).toBeLessThan(500);
        expect(answer.status).not.toBe(200);
      });
    },
  );
});

test('a body that is not JSON, or too large, is told so', async () => {
  const send = (raw: string) =>
    api.send('/api/v1/lists', { raw, token: owner, headers: { 'content-type': 'application/json' } });
  expect((await send('{"name":')).body.type).toBe('urn:ringfence:problem:malformed-json');
  expect((await send(JSON.stringify({ name: 'x'.repeat(1_100_000) }))).status).toBe(413);
  expect((await send('{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000))).status).toBeLessThan(500);
});

test('a body that is not said to be JSON is not taken for none', async () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await api.send('/api/v1/lists', { raw: '{"name":"A"}', token: owner, headers: form });
  expect([answer.status, answer.body.detail]).toEqual([415, expect.stringContaining('Content-Type: application/json')]);
});

test('a POST whose fields may all be left out needs no body; one with required fields names them', async () => {
  const { id } = (await acme.send('/api/v1/campaigns', { body: { name: 'Original' } })).body;
  expect((await acme.send(`/api/v1/campaigns/${id}/clone`, { method: 'POST' })).status).toBe(201);
  const bare = await acme.send('/api/v1/campaigns', { method: 'POST' });
  expect(bare.body.errors).toEqual([{ field: 'name', message: 'It is missing.', remedy: 'Send a string.' }]);
});

test('what is taken already is told with its field, also where the database finds it', async () => {
  const make = (noun: string, body: unknown) => acme.send(`/api/v1/${noun}`, { body });
  const taken: [string, string, object][] = [
    ['campaigns', 'name', { name: 'Taken' }],
    ['lists', 'name', { name: 'Taken' }],
    ['trunks', 'name', { name: 'Taken', carrier: 'fake' }],
    ['phone-numbers', 'number', { number: '+1 646 555 0142' }],
  ];
  for (const [noun, field, body] of taken) {
    expect((await make(noun, body)).status).toBe(201);
    const again = await make(noun, body);
    expect([noun, again.status, again.body.errors]).toMatchObject([noun, 409, [{ field }]]);
  }
  const { id } = (await make('lists', { name: 'Free' })).body;
  const renamed = await acme.send(`/api/v1/lists/${id}`, { method: 'PATCH', body: { name: 'Taken' } });
  expect([renamed.status, renamed.body.errors]).toMatchObject([409, [{ field: 'name' }]]);
});

test('a query parameter that is not known is refused by name, the nearest that is known first', async () => {
  const { status, body } = await acme.send('/api/v1/agents?stauts=active&limit=5');
  expect([status, body.type]).toEqual([400, 'urn:ringfence:problem:unknown-parameter']);
  expect(body.errors).toEqual([
    {
      field: 'query.stauts',
      message: 'There is no such query parameter here.',
      remedy: expect.stringMatching(/^Leave it out, or send one of: status, .*cursor/),
    },
  ]);
  const none = await acme.send('/api/v1/campaigns?__proto__=1');
  expect(none.body.errors).toMatchObject([{ field: 'query.__proto__' }]);
  const noneTaken = await acme.send(`/api/v1/agents/${randomUUID()}?full=true`);
  expect(noneTaken.body.errors[0].remedy).toBe('Leave it out: this address takes none.');
  const stream = await acme.send('/api/v1/events?lastEventID=1');
  expect([stream.status, stream.body.errors[0].remedy]).toEqual([400, expect.stringContaining('lastEventId')]);
  // Probes and mail programs add what they like.
  expect((await api.send('/health?probe=1')).status).not.toBe(400);
});

test('a method that an address does not know is told those that it knows', async () => {
  const answer = await acme.send('/api/v1/campaigns', { method: 'DELETE' });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST']);
  expect((await acme.send('/api/v1/nowhere')).status).toBe(404);
  expect((await acme.send('/health/nothing')).body.detail).toContain('database');
});

test('what is too small or too large is told in words, with a bound that would be taken', async () => {
  const body = { name: '', callsPerSecond: 0, maxConcurrentCalls: 0, ringTimeoutMs: 100_000 };
  const { errors } = (await acme.send('/api/v1/campaigns', { body })).body;
  expect(errors).toEqual([
    { field: 'name', message: 'It is empty.', remedy: 'Send at least 1 character.' },
    { field: 'callsPerSecond', message: 'It is not more than 0.', remedy: 'Send more than 0.' },
    { field: 'maxConcurrentCalls', message: 'It is less than 1.', remedy: 'Send at least 1.' },
    { field: 'ringTimeoutMs', message: 'It is more than 75000.', remedy: 'Send at most 75000.' },
  ]);
});

describe('an API whose parts fail', () => {
  let broken: TestApi;
  let tenant: TestTenant;
  beforeAll(async () => {
    broken = await startTestApi();
    tenant = await broken.tenant();
  });
  afterAll(() => broken.close());

  /** For as long as the work takes. */
  async function withDatabase<T>(error: Error, work: () => Promise<T>): Promise<T> {
    const { inTenant } = broken.deps.database;
    broken.deps.database.inTenant = () => Promise.reject(error);
    return work().finally(() => (broken.deps.database.inTenant = inTenant));
  }

  test('tells nothing of what is inside', async () => {
    const failure = new Error('connection to secret-host failed for user admin');
    const answer = await withDatabase(failure, () => tenant.send('/api/v1/agents'));
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('secret-host');
    expect(answer.body.instance).toMatch(/^urn:ringfence:request:/);
  });

  test('says which part is away, and not that it is the database because that connects too', async () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect', port: 9000 });
    const logged: object[] = [];
    const { warn } = broken.deps.log;
    broken.deps.log.warn = (about: object) => logged.push(about);
    const another = await withDatabase(new TypeError('fetch failed', { cause: refused }), () =>
      tenant.send('/api/v1/agents'),
    );
    const nobody = await connectDatabase('postgresql://nobody@127.0.0.1:1/none', { poolSize: 1 });
    const away = nobody.outsideTenants('select 1').then(() => new Error('Postgres is there'));
    const database = await withDatabase(await away.catch((error: Error) => error), () => tenant.send('/api/v1/agents'));
    await nobody.close();
    broken.deps.log.warn = warn;
    expect([another.body.type, database.body.type]).toEqual([
      'urn:ringfence:problem:dependency-unavailable',
      'urn:ringfence:problem:database-unavailable',
    ]);
    const connect = { name: 'Error', code: 'ECONNREFUSED', syscall: 'connect' };
    expect(logged.filter((about) => 'cause' in about)).toMatchObject([
      { cause: { ...connect, port: 9000 } },
      { cause: { ...connect, port: 1 } },
    ]);
  });

  test('tells that a disk is full, the file storage’s or the database’s', async () => {
    const full = (code: string) => Object.assign(new Error('no space'), { code });
    const list = (await tenant.send('/api/v1/lists', { body: { name: 'Full' } })).body.id;
    const upload = { raw: 'phone\n+12125550100\n', headers: { 'content-type': 'text/csv' } };
    const { put } = broken.deps.files;
    broken.deps.files.put = () => Promise.reject(full('ENOSPC'));
    const onDisk = await tenant.send(`/api/v1/lists/${list}/imports`, upload);
    broken.deps.files.put = put;
    const more = () => tenant.send('/api/v1/lists', { body: { name: 'More' } });
    const inDatabase = await withDatabase(full('53100'), more);
    for (const { status, body } of [onDisk, inDatabase])
      expect([status, body.type]).toEqual([507, 'urn:ringfence:problem:storage-full']);
  });
});

/** As many as the API has connections: it waits for Postgres most of the time. */
async function someAtOnce<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  const worker = async () => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: 5 }, worker));
}

function judge(answer: Answer, what: string): void {
  // Temporal is away in these tests, and says so.
  const failed = answer.status >= 500 && answer.body?.type !== 'urn:ringfence:problem:temporal-unavailable';
  const told = [what, answer.status, failed ? answer.text : ''];
  expect(told).toEqual([what, expect.any(Number), '']);
  if (answer.status >= 400) expect(answer.headers.get('content-type')).toContain('application/problem+json');
}

/** Most is refused before anything is done: only what passes that is worth a request. */
function passes(route: Route, raw: { body?: unknown; query?: unknown }): boolean {
  const params = {
    id: randomUUID(),
    agentId: randomUUID(),
    attemptId: randomUUID(),
    name: 'worker',
    version: '1',
    service: 'database',
  };
  try {
    route.run.prepare({ params, query: raw.query ?? {}, body: raw.body });
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    return false;
  }
}

function ask(route: Route, body: unknown, query = '', id: string = randomUUID()): Promise<Answer> {
  const path = route.path.replace(':version', '1').replace(':name', 'worker').replace(/:\w+/g, id) + query;
  const token = route.access === 'worker' || route.access === 'carrier' ? WORKER_TOKEN : owner;
  return api.send(path, { method: route.method.toUpperCase(), token, ...(body === undefined ? {} : { body }) });
}

function fieldsOf(schema: Record<string, unknown>): string[] {
  return isObject(schema['properties']) ? Object.keys(schema['properties']) : [];
}

function requiredOf(schema: Record<string, unknown>): string[] {
  return Array.isArray(schema['required']) ? schema['required'].map(String) : [];
}

function wellFormed(text: string): string {
  return text.isWellFormed() ? text : '%ED%A0%80';
}

function fail(): never {
  throw new Error('the route has no such schema');
}
