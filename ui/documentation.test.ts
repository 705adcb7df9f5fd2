import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { pageOf } from './documentation.ts';
import { guideOf, HELP } from './parts/help-places.ts';

const DOCS = join(import.meta.dirname, '..', 'docs');
const page = (text: string, path = 'guides/manager.md') => pageOf(text, path, (picture) => `built:${picture}`);

test('a page’s title is taken off, and its links lead within the app', () => {
  const { title, html } = page(
    '# For `people`\n\nSee [rules](../compliance.md#not-yet), [here](#top), [web](https://a.example).',
  );
  expect(title).toBe('For people');
  expect(html).toContain('<a href="/help/page/compliance#not-yet">rules</a>');
  expect(html).toContain('<a href="#top">here</a>');
  expect(html).toContain('<a href="https://a.example">web</a>');
  expect(html).not.toContain('For');
});

test('files that only a checkout has are words, raw HTML is text, pictures are files of the build', () => {
  const { html } = page(
    '# T\n\n[compose](../../docker-compose.yml) <b onclick="x()">b</b> ![A "chart"](../screens/a.png)',
  );
  expect(html).not.toContain('docker-compose');
  expect(html).toContain('&lt;b onclick=&quot;x()&quot;&gt;');
  expect(html).toContain('<img src="built:../screens/a.png" alt="A &quot;chart&quot;" loading="lazy">');
});

test('every page of docs/ can be turned, and what its links name is there', () => {
  const pages = globSync('**/*.md', { cwd: DOCS });
  expect(pages.length).toBeGreaterThan(60);
  for (const path of pages) {
    const { html } = page(readFileSync(join(DOCS, path), 'utf8'), path);
    for (const [, name = ''] of html.matchAll(/href="\/help\/page\/([^"#]+)/g))
      expect({ path, name, isThere: existsSync(join(DOCS, `${name}.md`)) }).toMatchObject({ isThere: true });
    for (const [, picture = ''] of html.matchAll(/src="built:([^"]+)"/g))
      expect({ path, picture, isThere: existsSync(join(DOCS, path, '..', picture)) }).toMatchObject({ isThere: true });
  }
});

test('the contents name each page but decisions, and each screen has a guide', () => {
  const listed = HELP.flatMap(({ pages }) => pages.map(({ name }) => name)).toSorted();
  const there = globSync('**/*.md', { cwd: DOCS })
    .map((path) => path.slice(0, -'.md'.length))
    .filter((name) => !name.startsWith('decisions/') || name === 'decisions/README');
  expect(listed).toEqual(there.toSorted());
  for (const path of ['/', '/campaigns/x', '/agents', '/compliance/ledger', '/settings', '/system'])
    expect(listed).toContain(guideOf(path));
});
