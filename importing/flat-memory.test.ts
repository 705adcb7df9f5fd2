import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnScript } from '../testing/child-scripts.ts';

/** Megabytes of JavaScript heap that the reading process gets; the files are larger. */
const HEAP_MB = 40;
const FILE_MB = 100;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringfence-memory-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['rows of an export', `"(212) 555-0101",Ann,"1 Main St, Apt 2",${'notes '.repeat(10)}\\n`],
  ['a line without end', 'x,y,'],
  ['a quote that is never closed, again and again', `"2125550101,${'text '.repeat(30)}\\n`],
  ['quotes alone', '"'],
])(
  '%s are read in a heap that holds a fraction of them',
  async (_, text) => {
    const at = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
    const child = spawnScript(
      folder,
      `import { readRows } from ${at('./read-rows.ts')};
     const piece = Buffer.from("${text.replaceAll('"', '\\"')}".repeat(${Math.ceil(65_536 / text.length)}));
     async function* file() {
       for (let bytes = 0; bytes < ${FILE_MB} * 1e6; bytes += piece.length) yield piece;
     }
     const layout = { encoding: 'bytes', bomBytes: 0, delimiter: ',' };
     let rows = 0;
     for await (const batch of readRows(file(), layout, { offset: 0, line: 1 }, 10_000)) rows += batch.rows.length;
     console.log(rows > 0 ? 'read' : 'nothing');`,
      { ...process.env, NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` },
    );
    const { code } = await child.ended;
    expect([code, child.output().trim()]).toEqual([0, 'read']);
  },
  120_000,
);
