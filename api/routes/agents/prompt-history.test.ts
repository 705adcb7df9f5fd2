import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';
import { textDiff } from './text-diff.ts';

let api: TestApi;
let acme: TestTenant;

beforeAll(async () => {
  api = await startTestApi();
  acme = await api.tenant();
});
afterAll(() => api.close());

test('every change is kept with who made it and how the text differs, and can be taken back', async () => {
  const { id } = (await acme.send('/api/v1/agents', { body: { name: 'Ava', systemPrompt: 'Be kind.\nBe brief.' } }))
    .body;
  await acme.send(`/api/v1/agents/${id}`, {
    method: 'PATCH',
    body: { systemPrompt: 'Be kind.\nBe quick.', temperature: 0.5 },
    as: 'manager',
  });
  const history = await acme.send(`/api/v1/agents/${id}/prompt-history?field=systemPrompt`);
  expect(history.body.items[0]).toMatchObject({
    version: 2,
    field: 'systemPrompt',
    before: 'Be kind.\nBe brief.',
    after: 'Be kind.\nBe quick.',
    changedByName: 'manager',
    diff: [
      { kind: 'same', text: 'Be kind.' },
      { kind: 'removed', text: 'Be brief.' },
      { kind: 'added', text: 'Be quick.' },
    ],
  });
  const restored = await acme.send(`/api/v1/agents/${id}/prompt-history/1/restore`, { method: 'POST' });
  expect(restored.body).toMatchObject({ systemPrompt: 'Be kind.\nBe brief.', temperature: null, version: 3 });
  const [last] = (await acme.send(`/api/v1/agents/${id}/prompt-history`)).body.items;
  expect(last).toMatchObject({ version: 3, restoredFrom: 1 });
  expect((await acme.send(`/api/v1/agents/${id}/prompt-history/99/restore`, { method: 'POST' })).status).toBe(404);
});

test('a change by an API key bears the name of the key', async () => {
  const { key } = (await acme.send('/api/v1/api-keys', { body: { name: 'CRM', role: 'manager' } })).body;
  const { id } = (await api.send('/api/v1/agents', { body: { name: 'Cal' }, token: key })).body;
  const [change] = (await acme.send(`/api/v1/agents/${id}/prompt-history`)).body.items;
  expect(change).toMatchObject({ changedBy: expect.stringMatching(/^api-key:/), changedByName: 'CRM' });
});

test('pages of the history neither repeat nor miss a field', async () => {
  const { id } = (await acme.send('/api/v1/agents', { body: { name: 'Ben' } })).body;
  const all = (await acme.send(`/api/v1/agents/${id}/prompt-history?limit=200`)).body.items.map(
    (change: { field: string }) => change.field,
  );
  const paged: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await acme.send(`/api/v1/agents/${id}/prompt-history?limit=7${cursor ? `&cursor=${cursor}` : ''}`);
    paged.push(...page.body.items.map((change: { field: string }) => change.field));
    cursor = page.body.nextCursor;
  }
  expect(paged).toEqual(all);
});

test('a diff gives back both texts', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = textDiff(before, after);
      const side = (kind: 'removed' | 'added') =>
        lines
          .filter((line) => line.kind !== (kind === 'removed' ? 'added' : 'removed'))
          .map((line) => line.text)
          .join('\n');
      expect([side('removed'), side('added')]).toEqual([before, after]);
    }),
  );
});
