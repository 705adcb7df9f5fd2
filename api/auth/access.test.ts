import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Route } from '../http/route.ts';
import { routes } from '../routes/index.ts';
import { idsIn, isObject, sampleHolding, sampleOf } from '../testing/sample.ts';
import { thingsOf } from '../testing/things-of.ts';
import { type Answer, startTestApi, type TestApi, type TestTenant } from '../testing/test-api.ts';
import { POLICY } from './policy.ts';

/** Every route is tried as nobody, as everybody who may not, and with ids of somebody else. None can be forgotten. */

const ROLES = ['owner', 'manager', 'compliance', 'operator', 'viewer'] as const;

let api: TestApi;
let acme: TestTenant;
let rival: TestTenant;
let ownIds: Record<string, string>;
let rivalsIds: Record<string, string>;

beforeAll(async () => {
  api = await startTestApi();
  acme = await api.tenant();
  rival = await api.tenant();
  ownIds = await thingsOf(api, acme, 'Ours');
  rivalsIds = await thingsOf(api, rival, 'Theirs');
});
afterAll(() => api.close());

const closed = routes.filter((route) => route.access !== 'public');
const forRoles = closed.filter((route) => !['signed-in', 'worker', 'carrier'].includes(route.access));

describe('without credentials', () => {
  test.each(closed.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s is refused',
    async (_name, route) => {
      const answer = await ask(route, {});
      expect(answer.status).toBe(401);
      expect(answer.body.type).toBe('urn:ringfence:problem:unauthenticated');
    },
  );

  test.each(closed.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s refuses made-up credentials',
    async (_name, route) => {
      for (const token of [
        'x',
        'rf_00000000000000000000000000000000_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
        `rf_${acme.id.replaceAll('-', '')}_${'a'.repeat(43)}`,
      ]) {
        expect((await ask(route, { token })).status).toBe(401);
      }
    },
  );
});

describe('with a role that may not', () => {
  const cases = forRoles.flatMap((route) =>
    ROLES.filter((role) => !(allowedRoles(route) as readonly string[]).includes(role)).map(
      (role) => [role, `${route.method} ${route.path}`, route] as const,
    ),
  );
  test.each(cases)('a %s is refused at %s', async (role, _name, route) => {
    const answer = await ask(route, { token: await acme.token(role) });
    expect(answer.status).toBe(403);
    expect(answer.body.detail).toContain(role);
  });

  test.each(
    closed
      .filter((route) => route.access === 'worker' || route.access === 'carrier')
      .map((route) => [route.path, route] as const),
  )('an owner is refused at the installation’s own %s', async (_path, route) => {
    expect((await ask(route, { token: await acme.token('owner') })).status).toBe(401);
  });

  test.each(forRoles.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'the worker’s credential is refused at %s',
    async (_name, route) => {
      expect((await ask(route, { token: api.deps.config.workerToken })).status).toBe(401);
    },
  );
});

describe('with another tenant’s ids', () => {
  const withIds = forRoles.filter((route) => route.path.includes(':id'));
  test.each(withIds.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s finds nothing',
    async (_name, route) => {
      const noun = route.path.split('/')[3] ?? '';
      const theirs = rivalsIds[noun];
      if (theirs === undefined) throw new Error(`thingsOf makes no ${noun}`);
      const answer = await ask(route, { token: await acme.token('owner'), id: theirs });
      expect([answer.status, answer.text.slice(0, 200)]).toEqual([404, expect.stringContaining('not-found')]);
      const nobodys = await ask(route, { token: await acme.token('owner'), id: randomUUID() });
      expect(nobodys.body.detail).toBe(answer.body.detail);
    },
  );

  /** What a field of a request names, as `thingsOf` calls it. */
  const KINDS: Record<string, string> = {
    agentId: 'agents',
    callerIds: 'phone-numbers',
    campaignId: 'campaigns',
    changes: 'compliance',
    ends: 'compliance',
    holidays: 'compliance',
    importId: 'imports',
    leadId: 'leads',
    listId: 'lists',
    listIds: 'lists',
    over: 'dnc',
    personId: 'persons',
    trunkId: 'trunks',
  };
  const idFields = closed
    .filter((route) => !['worker', 'carrier'].includes(route.access))
    .flatMap((route) =>
      (['body', 'query'] as const).flatMap((part) =>
        (route[part] === undefined ? [] : idsIn(route[part])).map((path) => ({ route, part, path })),
      ),
    );
  test.each(
    idFields.map((field) => [`${field.route.method} ${field.route.path}`, field.path.join('.'), field] as const),
  )(
    '%s does with theirs in %s what it does with nobody’s, and shows nothing of it',
    async (_name, _field, { route, part, path }) => {
      const noun = KINDS[path.findLast((name) => name !== '[]') ?? ''];
      const theirs = rivalsIds[noun ?? ''];
      if (theirs === undefined) throw new Error(`KINDS has no such field: ${path.join('.')}`);
      const askWith = async (id: string) => {
        const holding = sampleHolding(route[part] ?? fail(), path, id);
        const own = ownIds[route.path.split('/')[3] ?? ''] ?? randomUUID();
        return ask(route, { token: await acme.token('owner'), id: own, [part]: holding });
      };
      const answer = await askWith(theirs);
      if (part === 'body') expect([answer.status >= 400, answer.text]).toEqual([true, expect.any(String)]);
      expect(answer.status).toBeLessThan(500);
      for (const shown of ['Theirs', ...Object.values(rivalsIds).filter((id) => id !== theirs)])
        expect(answer.text).not.toContain(shown);
      const told = ({ status, text }: Answer) => [
        status,
        text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'id or instant'),
      ];
      expect(told(answer)).toEqual(told(await askWith(randomUUID())));
    },
  );

  test('their owner finds them, so the ids are real', async () => {
    for (const noun of [
      'agents',
      'lists',
      'campaigns',
      'leads',
      'calls',
      'phone-numbers',
      'trunks',
      'imports',
      'users',
    ]) {
      expect([noun, (await rival.send(`/api/v1/${noun}/${rivalsIds[noun]}`)).status]).toEqual([noun, 200]);
    }
  });
});

test('an API key reaches no further than its scopes', async () => {
  const made = await acme.send('/api/v1/api-keys', {
    body: { name: 'Lists', role: 'manager', scopes: ['lists:read'] },
  });
  const key: string = made.body.key;
  expect((await api.send('/api/v1/lists', { token: key })).status).toBe(200);
  expect((await api.send('/api/v1/lists', { headers: { 'x-api-key': key } })).status).toBe(200);
  expect((await api.send('/api/v1/lists', { token: key, body: { name: 'Mine' } })).status).toBe(403);
  expect((await api.send('/api/v1/agents', { token: key })).status).toBe(403);
});

test('a revoked API key is refused from the next request on', async () => {
  const made = await acme.send('/api/v1/api-keys', { body: { name: 'Short-lived', role: 'viewer' } });
  expect((await api.send('/api/v1/lists', { token: made.body.key })).status).toBe(200);
  await acme.send(`/api/v1/api-keys/${made.body.id}`, { method: 'DELETE' });
  expect((await api.send('/api/v1/lists', { token: made.body.key })).status).toBe(401);
});

test('a person who was disabled, or has another role now, is refused with the token of before', async () => {
  const tenant = await api.tenant();
  const people = (await tenant.send('/api/v1/users')).body.items;
  const changes = { manager: { disabled: true }, compliance: { role: 'viewer' } };
  for (const [role, body] of Object.entries(changes)) {
    const as = role as keyof typeof changes;
    expect((await tenant.send('/api/v1/lists', { as })).status).toBe(200);
    const { id } = people.find((one: { role: string }) => one.role === role);
    expect((await tenant.send(`/api/v1/users/${id}`, { method: 'PATCH', body })).status).toBe(200);
    expect((await tenant.send('/api/v1/lists', { as })).status).toBe(401);
  }
});

test('an API key cannot be given what its role may not', async () => {
  const refused = await acme.send('/api/v1/api-keys', {
    body: { name: 'Too much', role: 'viewer', scopes: ['lists:write'] },
  });
  expect(refused.status).toBe(422);
  expect(refused.body.errors[0]).toMatchObject({ field: 'scopes.0' });
});

function allowedRoles(route: Route): readonly string[] {
  return POLICY[route.access as keyof typeof POLICY];
}

interface Asked {
  token?: string;
  id?: string;
  /** Instead of a sample of the route’s own. */
  body?: unknown;
  query?: unknown;
}

function ask(route: Route, { token, id, ...given }: Asked): Promise<Answer> {
  const path = route.path
    .replace(/:version/, '1')
    .replace(/:position/, '0')
    .replace(/:\w+/g, id ?? randomUUID());
  const sample = given.body ?? (route.body ? sampleOf(route.body) : undefined);
  const raw = route.rawBody ? { raw: 'phone\n+12125550100\n', headers: { 'content-type': 'text/csv' } } : {};
  const query = route.query ? new URLSearchParams(textsOf(given.query ?? sampleOf(route.query))) : '';
  return api.send(`${path}${query ? `?${query}` : ''}`, {
    method: route.method.toUpperCase(),
    token: token ?? null,
    ...(sample === undefined ? {} : { body: sample }),
    ...raw,
  });
}

function fail(): never {
  throw new Error('the route has no such schema');
}

function textsOf(sample: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(isObject(sample) ? sample : {}).map(([name, value]) => [name, String(value)]),
  );
}

describe('a key that makes keys', () => {
  const make = (token: string, body: object) => api.send('/api/v1/api-keys', { token, body: { name: 'key', ...body } });

  test('makes none that may do more than itself', async () => {
    const scopes = ['api-keys:write', 'lists:read'];
    const { body: narrow } = await acme.send('/api/v1/api-keys', { body: { name: 'narrow', role: 'owner', scopes } });
    expect((await make(narrow.key, { role: 'owner' })).status).toBe(422);
    expect((await make(narrow.key, { role: 'owner', scopes: ['campaigns:run'] })).status).toBe(422);
    expect((await make(narrow.key, { role: 'viewer', scopes: ['lists:read'] })).status).toBe(201);
  });

  test('does not become a second person: what its keys draft is by whoever made the first', async () => {
    const tenant = await api.tenant();
    await tenant.send('/api/v1/tenant', { method: 'PATCH', body: { fourEyes: true } });
    const { body: first } = await tenant.send('/api/v1/api-keys', { body: { name: 'first', role: 'owner' } });
    const { body: second } = await make(first.key, { role: 'owner' });
    const change = { title: 'Less', reason: 'to see who may', relaxes: { fourEyes: false } };
    const drafted = await api.send('/api/v1/compliance/changes', { token: second.key, body: change });
    expect(drafted.status).toBe(201);
    const approve = { body: { withoutPreview: 'It is urgent, says nobody' } };
    const approved = (as: 'owner' | 'compliance') =>
      tenant.send(`/api/v1/compliance/changes/${drafted.body.id}/approve`, { as, ...approve });
    expect((await approved('owner')).status).toBe(403);
    expect((await approved('compliance')).status).toBe(200);
  });
});
