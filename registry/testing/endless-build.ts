/** A process that builds a version from a file without end, for tests to kill. */
import { buildVersion } from '../versions.ts';

const [, , root = '', versionId = ''] = process.argv;

/** A megabyte and a half an area, area by area: the first ones go to disk while later ones are read. */
async function* lines(): AsyncGenerator<Uint8Array> {
  for (let area = 201; ; area = area === 989 ? 201 : area + 1) {
    const chunk = Array.from({ length: 120_000 }, (_, n) => `${area}${2_000_000 + n}\n`).join('');
    yield Buffer.from(chunk);
  }
}

await buildVersion(lines(), {
  root,
  versionId,
  request: { list: 'us-federal', mode: 'full', asOf: 0, boughtAreas: [], source: 'abc', base: null },
});
