import { createContext, runInContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeArchive } from '../../../activities/ledger/write-archive.ts';
import { appendLedger } from '../../../database/ledger/append.ts';
import { eventually } from '../../../testing/eventually.ts';
import { sealNow } from '../../../testing/seal-now.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let archive: Blob;
beforeAll(async () => {
  api = await startTestApi();
  const { id: tenantId } = await api.tenant();
  const { database, keyring } = api.deps;
  await database.inTenant(tenantId, (tx) =>
    appendLedger(tx, Date.now(), [
      { kind: 'intent', body: { n: 1 } },
      { kind: 'intent', body: { n: 2 } },
    ]),
  );
  await sealNow(database, keyring, tenantId);
  const scope = { tenantId, start: 0, end: 2, size: 2 };
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of await writeArchive(database, scope, Date.now(), async () => undefined))
    parts.push(Uint8Array.from(part));
  archive = new Blob(parts);
});
afterAll(() => api?.close());

test('the page runs its own script alone and speaks to nobody', async () => {
  const page = await api.send('/verify');
  expect(page.status).toBe(200);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain(`default-src 'none'`);
  expect(policy).toContain(`script-src 'self'`);
  expect(policy).not.toContain('connect-src');
  expect(page.text).not.toMatch(/<script>|<style>| on\w+=/);
  expect((await api.send('/verify/verifier.js')).headers.get('content-type')).toContain('javascript');
  expect((await api.send('/verify/offline.html')).headers.get('content-disposition')).toContain('verify-ledger.html');
});

/** As much of a browser's page as the script uses. */
function aPage(file: Blob) {
  const texts: string[] = [];
  let submit: (event: { preventDefault(): void }) => void = () => undefined;
  const field = (id: string) => ({
    ...{ hidden: false, dataset: {}, files: id === 'export' ? [file] : [] },
    addEventListener: (_type: string, listener: typeof submit) => (submit = listener),
    append: () => undefined,
    replaceChildren: () => undefined,
    set textContent(text: string) {
      texts.push(text);
    },
  });
  const globals = { crypto, Blob, TextDecoder, TextEncoder, DecompressionStream, TransformStream, Uint8Array, atob };
  const context = createContext({ ...globals, document: { getElementById: field, createElement: field } });
  return { context, texts, submit: () => submit({ preventDefault: () => undefined }) };
}

test('its script proves an export, and finds what was altered in one', async () => {
  const { text: script } = await api.send('/verify/verifier.js');
  const cut = new Blob([new Uint8Array(await archive.arrayBuffer()).slice(0, 200)]);
  for (const [file, said] of [
    [archive, 'Complete and unchanged'],
    [cut, 'Not proven: unreadable'],
  ] as const) {
    const page = aPage(file);
    runInContext(script, page.context);
    page.submit();
    await eventually(async () => expect(page.texts).toContain(said));
  }
});
