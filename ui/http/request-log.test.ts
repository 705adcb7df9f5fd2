import { expect, test } from '@jest/globals';
import { askedOf, createRequestLog, curlOf } from './request-log.ts';

const URL = 'http://localhost/api/v1';
const told = async (path: string, init: RequestInit) =>
  curlOf({ ...(await askedOf(new Request(`${URL}${path}`, init))), status: 200, at: 0 });
const json = (method: string, body: unknown, headers = {}): RequestInit => ({
  ...{ method, body: JSON.stringify(body) },
  headers: { 'content-type': 'application/json', authorization: 'Bearer of-the-session', ...headers },
});

test('a request is repeated with the headers that it depends on, and with the person’s own key', async () => {
  expect(await told('/agents/a1', json('PATCH', { name: "Ana's" }, { 'if-match': '"3"' }))).toBe(
    [
      `curl -s -X PATCH '${URL}/agents/a1'`,
      `-H "Authorization: Bearer $RINGFENCE_API_KEY"`,
      `-H 'content-type: application/json'`,
      `-H 'if-match: "3"'`,
      `-d '{"name":"Ana'\\''s"}'`,
    ].join(' \\\n  '),
  );
});

test('no secret is kept: not a provider’s key, not a password, not the old one', async () => {
  const curls = await Promise.all([
    told('/provider-credentials', json('POST', { provider: 'openai', apiKey: 'sk-1234' })),
    told('/users', json('POST', { email: 'a@b.example', password: 'sk-1234' })),
    told('/auth/password', json('POST', { current: 'sk-1234', next: 'sk-1234' })),
  ]);
  for (const curl of curls) {
    expect(curl).toContain('<left out>');
    expect(curl).not.toMatch(/sk-1234|of-the-session/);
  }
  expect(curls[1]).toContain('a@b.example');
});

test('a file is named, not copied', async () => {
  const curl = await told('/lists/l1/imports', {
    method: 'POST',
    body: 'a,b',
    headers: { 'content-type': 'text/csv' },
  });
  expect(curl).toContain('--data-binary @FILE');
  expect(curl).not.toContain('a,b');
});

test('what one person asked is not told to the next', () => {
  const log = createRequestLog();
  log.add({ method: 'GET', url: 'https://ringfence.example/a', headers: {}, body: null, status: 200, at: 0 });
  log.clear();
  expect(log.recent()).toEqual([]);
});
