import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { routes } from '../routes/index.ts';
import { describeApi } from './describe-api.ts';

test('the committed description is what the routes say', () => {
  const committed: unknown = JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8'));
  expect(committed).toEqual(JSON.parse(JSON.stringify(describeApi(routes))));
});

test('every operation has a name of its own, a summary, and says what it answers', () => {
  const ids = routes.map((route) => route.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const route of routes) {
    expect([route.id, route.summary.length > 3]).toEqual([route.id, true]);
    expect([route.id, Object.keys(route.responses).length > 0]).toEqual([route.id, true]);
  }
});

test('every POST that creates something honours Idempotency-Key', () => {
  const creating = routes.filter(
    (route) => route.method === 'post' && (201 in route.responses || 202 in route.responses),
  );
  // Without a tenant there is nowhere to keep a key. The first owner is made once; again is refused.
  expect(creating.filter((route) => !route.idempotent).map((route) => route.path)).toEqual(['/api/v1/setup']);
});
