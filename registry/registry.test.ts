import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { E164 } from '../domain/ids.ts';
import { eventually } from '../testing/eventually.ts';
import { areaFile } from './area-files.ts';
import { createBitFiles } from './bit-files.ts';
import type { BuildRequest } from './build-request.ts';
import { doubtsAbout } from './doubts.ts';
import { loadList } from './loaded-list.ts';
import { NotARegistryFile } from './not-a-registry-file.ts';
import { placeOf } from './place.ts';
import { zipOf } from './testing/zip-of.ts';
import { unpack } from './unpack.ts';
import { baseOf, buildVersion, versionFolder } from './versions.ts';

const DAY = 86_400_000;
const AS_OF = Date.UTC(2026, 10, 1);
let root: string;
let made = 0;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ringfence-registry-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function* pieces(bytes: string | Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  const all = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
}

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

async function build(file: string | Uint8Array, change: Partial<BuildRequest> = {}, pieceSize?: number) {
  const versionId = idOf(++made);
  const request: BuildRequest = {
    ...{ list: 'us-federal', mode: 'full', asOf: AS_OF, boughtAreas: [], source: 'abc', base: null },
    ...change,
  };
  const built = await buildVersion(pieces(file, pieceSize), { root, versionId, request });
  return { ...built, versionId, folder: versionFolder(root, versionId) };
}

async function listed(folder: string, numbers: readonly string[], callingCode: '1' | '44' = '1') {
  const { manifest } = await baseOf(root, folder.slice(-36));
  const list = await loadList(folder, manifest);
  return numbers.map((number) => {
    const place = placeOf(callingCode, number as E164);
    return place ? list.look(place.area, place.offset) : null;
  });
}

describe('a full list', () => {
  test.each([
    ['digits alone', '2125550100\n2125550107\n3105550199\n'],
    ['area code, number', '212,5550100\n212,5550107\n310,5550199\n'],
    ['Windows line ends', '2125550100\r\n212,5550107\r\n3105550199\r\n'],
    ['no line end at the end', '2125550100\n2125550107\n3105550199'],
    ['a byte order mark', '\ufeff2125550100\n2125550107\n3105550199\n'],
    ['quotes and spaces', '"212","5550100"\n  2125550107 \n"3105550199"\n'],
    ['punctuation and calling code', '(212) 555-0100\n+1 212 555 0107\n1-310-555-0199\n'],
    ['a heading and empty lines', 'phone number\n\n2125550100\n2125550107\n\n3105550199\n'],
    ['lines in any order, and twice', '3105550199\n2125550107\n2125550100\n2125550107\n'],
  ])('is read with %s', async (_name, file) => {
    for (const size of [65_536, 7, 1]) {
      const { folder, manifest, counts } = await build(file, {}, size);
      expect(counts).toMatchObject({ bad: 0, added: 3, cutOff: false });
      expect(manifest.areas.map(({ area, numbers }) => [area, numbers])).toEqual([
        [212, 2],
        [310, 1],
      ]);
      const numbers = ['+12125550100', '+12125550107', '+13105550199', '+12125550101', '+12125550199', '+14155550100'];
      expect(await listed(folder, numbers)).toEqual([1, 1, 1, 0, 0, -1]);
    }
  });

  test('keeps every one of many numbers, and no other', async () => {
    const random = generator(7);
    const numbers = new Set<string>();
    for (let n = 0; n < 20_000; n++) {
      numbers.add(`${[201, 212, 989][random() % 3]}${2_000_000 + (random() % 8_000_000)}`);
    }
    const { folder, manifest } = await build(`${[...numbers].join('\n')}\n`);
    expect(manifest.numbers).toBe(numbers.size);
    const all = [...numbers].map((number) => `+1${number}`);
    expect(new Set(await listed(folder, all))).toEqual(new Set([1]));
    const others = all.map((number) => `${number.slice(0, -1)}${(Number(number.at(-1)) + 1) % 10}`);
    const expected = others.map((number) => (numbers.has(number.slice(2)) ? 1 : 0));
    expect(await listed(folder, others)).toEqual(expected);
  });

  test('counts lines that cannot be read and names them by number, not by what stands in them', async () => {
    const file = '2125550100\n212555010\n1125550100\nhello\n2125550100,x\n212,5550102\n';
    const { counts, manifest } = await build(file);
    expect(manifest.numbers).toBe(2);
    expect(counts).toMatchObject({ lines: 6, bad: 4 });
    expect(counts.badLines).toEqual([
      { line: 2, reason: 'not-a-number' },
      { line: 3, reason: 'not-a-number' },
      { line: 4, reason: 'not-a-number' },
      { line: 5, reason: 'fields' },
    ]);
    expect(JSON.stringify(counts)).not.toContain('5550');
  });

  test('that breaks off in a line says so', async () => {
    const { counts } = await build('2125550100\n2125550101\n21255');
    expect(counts).toMatchObject({ cutOff: true, bad: 1, badLines: [{ line: 3, reason: 'cut-off' }] });
  });

  test('is not fooled by a line that never ends', async () => {
    const { counts, manifest } = await build(`2125550100\n${'7'.repeat(500_000)}\n2125550101\n`);
    expect(manifest.numbers).toBe(2);
    expect(counts).toMatchObject({ lines: 3, bad: 1 });
  });

  test('of bought area codes has a file for one without a number', async () => {
    const { folder } = await build('2125550100\n', { boughtAreas: [212, 646] });
    expect(await listed(folder, ['+16465550100', '+19175550100'])).toEqual([0, -1]);
  });
});

describe('packed files', () => {
  const text = '2125550100\n2125550107\n';

  test('that unpack to far more than any registry are refused before they are read to their end', async () => {
    const long = 'x'.repeat(2_000);
    for (const file of [
      gzipSync(long),
      zipOf({ 'a.txt': long }),
      zipOf({ 'a.txt': long.slice(0, 900), 'b.txt': long.slice(0, 900) }),
    ]) {
      const readThrough = async () => {
        for await (const part of unpack(Readable.from([file]), join(root, 'spool.zip'), 1_000)) {
          for await (const bytes of part) expect(bytes.length).toBeLessThanOrEqual(1_000);
        }
      };
      await expect(readThrough()).rejects.toThrow(NotARegistryFile);
    }
  });

  test('gzip and zip are read, several files of a zip one after the other', async () => {
    for (const file of [gzipSync(text), zipOf({ 'a.txt': '2125550100', 'b/c.csv': '212,5550107\n' })]) {
      const { folder, counts } = await build(file, {}, 100);
      expect(counts).toMatchObject({ added: 2, bad: 0 });
      expect(await listed(folder, ['+12125550100', '+12125550107'])).toEqual([1, 1]);
    }
  });

  test.each([
    ['a zip that is cut off', () => zipOf({ 'a.txt': text }).subarray(0, 60)],
    ['a zip whose content was changed', () => flip(zipOf({ 'a.txt': text }, { store: true }), 40)],
    ['a gzip that is cut off', () => gzipSync(text).subarray(0, 20)],
    ['a zip of a workbook', () => zipOf({ 'xl/workbook.xml': '<x/>' })],
    ['XML', () => Buffer.from('<?xml version="1.0"?><list><ac val="212"/></list>')],
    ['a web page', () => Buffer.from('<!DOCTYPE html><html>sign in</html>')],
    ['a table of something else', () => Buffer.from('2125550100,Ann,Example,5\n')],
    ['a change file given as a full list', () => Buffer.from('2125550100,2026-11-01,A\n')],
  ])('%s is refused, and leaves nothing', async (_name, file) => {
    await expect(build(file())).rejects.toThrow(NotARegistryFile);
    expect(readdirSync(join(root, 'versions'))).toEqual([]);
    expect(readdirSync(join(root, 'building'))).toEqual([]);
  });
});

describe('files that change a version', () => {
  const full = '2125550100\n2125550101\n3105550100\n';

  test('a change file adds and deletes, and what it does not name stays', async () => {
    const first = await build(full);
    const base = await baseOf(root, first.versionId);
    const file = '212,5550101,2026-11-02,D\n212,5550102,2026-11-02T10:00:00-05:00,A\n212,5550100,20261102,A\n';
    const { folder, counts, manifest } = await build(file, { mode: 'changes', base, asOf: AS_OF + DAY });
    expect(counts).toMatchObject({ added: 1, deleted: 1, repeated: 1, bad: 0 });
    const numbers = ['+12125550100', '+12125550101', '+12125550102', '+13105550100'];
    expect(await listed(folder, numbers)).toEqual([1, 0, 1, 1]);
    expect(await listed(first.folder, numbers)).toEqual([1, 1, 0, 1]);
    expect(manifest.areas.map(({ asOf }) => asOf)).toEqual([AS_OF + DAY, AS_OF + DAY]);
  });

  test('a file of one area code replaces that one alone, and the others keep their day', async () => {
    const base = await baseOf(root, (await build(full)).versionId);
    const { folder, manifest } = await build('2125550109\n', { mode: 'areas', base, asOf: AS_OF + DAY });
    expect(await listed(folder, ['+12125550100', '+12125550109', '+13105550100'])).toEqual([0, 1, 1]);
    expect(manifest.areas.map(({ area, asOf }) => [area, asOf])).toEqual([
      [212, AS_OF + DAY],
      [310, AS_OF],
    ]);
  });

  test('need a version to change', async () => {
    await expect(build('2125550100,A\n', { mode: 'changes' })).rejects.toThrow(/full list first/);
  });
});

test('numbers of the United Kingdom are read in every usual form', async () => {
  const file = '02079460123\n+442079460124\n00447700900125\n1204960126\n';
  const { folder, counts } = await build(file, { list: 'uk-tps' });
  expect(counts.bad).toBe(0);
  const numbers = ['+442079460123', '+442079460124', '+447700900125', '+441204960126', '+442079460126'];
  expect(await listed(folder, numbers, '44')).toEqual([1, 1, 1, 1, 0]);
});

describe('a file on the disk', () => {
  test('that is missing, shorter or altered is never read as "not listed"', async () => {
    const { folder, manifest } = await build('2125550100\n');
    const entry = manifest.areas[0]!;
    const path = areaFile(folder, 212);
    const spoil = [() => truncate(path, 10), () => writeFile(path, Buffer.alloc(1_250_000)), () => rm(path)];
    for (const one of spoil) {
      await one();
      for (const offsets of [[5_550_101], Array.from({ length: 200 }, (_, n) => 5_550_000 + n)]) {
        const files = createBitFiles();
        await expect(files.read(folder, entry, offsets)).rejects.toThrow();
        await files.close();
      }
      await expect(loadList(folder, manifest)).rejects.toThrow();
    }
  });

  test('is read one byte at a time, and whole for many numbers', async () => {
    const { folder, manifest } = await build('2125550100\n2125550163\n');
    const files = createBitFiles();
    const offsets = Array.from({ length: 100 }, (_, n) => 5_550_100 + n);
    const expected = offsets.map((offset) => offset === 5_550_100 || offset === 5_550_163);
    expect(await files.read(folder, manifest.areas[0]!, offsets)).toEqual(expected);
    for (const [n, offset] of offsets.entries()) {
      expect(await files.read(folder, manifest.areas[0]!, [offset])).toEqual([expected[n]]);
    }
    await files.close();
  });
});

test('millions of numbers are answered as each would be alone, in any order', async () => {
  const next = generator(3);
  const anyOffset = () => 2_000_000 + (next() % 8_000_000);
  const lines = Array.from({ length: 5_000 }, () => `${[212, 214, 989][next() % 3]}${anyOffset()}`);
  const { folder, manifest } = await build(lines.join('\n'), { boughtAreas: [213] });
  const list = await loadList(folder, manifest);
  const edges = [212, 213, 215, 9_999, 10_000].flatMap((area) => [area * 1e7, area * 1e7 + 9_999_999]);
  const asked = [...lines.map(Number), ...edges, -1, Number.NaN];
  // More than one block of them.
  while (asked.length < 1_100_000) asked.push([212, 213, 214, 300, 989][next() % 5]! * 1e7 + anyOffset());
  const answers = list.lookMany(Float64Array.from(asked));
  const wrong = asked.findIndex((number, n) => answers[n] !== list.look(Math.floor(number / 1e7), number % 1e7));
  expect(wrong).toBe(-1);
  expect(new Set(answers)).toEqual(new Set([1, 0, -1]));
});

test('a build that is killed leaves the old version alone, and the next try starts clean', async () => {
  const old = await build('2125550100\n');
  const versionId = idOf(++made);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/endless-build.ts'), root, versionId], {
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  await eventually(() => {
    const folder = readdirSync(join(root, 'building')).find((name) => name.startsWith(versionId));
    expect(readdirSync(join(root, 'building', folder ?? 'none')).length).toBeGreaterThan(3);
  });
  child.kill('SIGKILL');
  await ended;
  expect(existsSync(versionFolder(root, versionId))).toBe(false);
  expect(await listed(old.folder, ['+12125550100'])).toEqual([1]);
  expect(readdirSync(join(root, 'building'))).toHaveLength(1);
  const request: BuildRequest = {
    ...{ list: 'us-federal', mode: 'full', asOf: AS_OF, boughtAreas: [], source: 'abc', base: null },
  };
  await buildVersion(pieces('2125550199\n'), { root, versionId, request });
  expect(await listed(versionFolder(root, versionId), ['+12125550199'])).toEqual([1]);
  expect(readdirSync(join(root, 'building'))).toEqual([]);
});

describe('an officer is asked about', () => {
  const manyLines = (area: number, count: number) =>
    Array.from({ length: count }, (_, n) => `${area}${5_550_000 + n}\n`).join('');
  const kinds = async (now: string, before: string, asOf = AS_OF + DAY) => {
    const inForce = await build(before);
    const built = await build(now, { asOf });
    return doubtsAbout({ ...built, asOf }, { manifest: inForce.manifest, asOf: AS_OF }).map(({ kind }) => kind);
  };
  test.each([
    ['nothing, when it grew', manyLines(212, 1001), manyLines(212, 1000), []],
    ['nothing, when it lost 5 %', manyLines(212, 950), manyLines(212, 1000), []],
    ['over 5 % fewer numbers', manyLines(212, 949), manyLines(212, 1000), ['far-fewer-numbers']],
    [
      'an area code that lost many while the whole did not',
      manyLines(212, 850) + manyLines(310, 5200),
      manyLines(212, 1000) + manyLines(310, 5000),
      ['area-with-far-fewer'],
    ],
    ['an area code that is gone', manyLines(212, 1000), `${manyLines(212, 1000)}3105550100\n`, ['areas-gone']],
    ['a file that is cut off', `${manyLines(212, 1000)}21255`, manyLines(212, 1000), ['cut-off']],
    ['an empty file', '\n', '\n', ['empty']],
    ['many bad lines', manyLines(212, 100) + 'x\n'.repeat(3), manyLines(212, 100), ['many-bad-lines']],
  ])('%s', async (_name, now, before, expected) => {
    expect(await kinds(now, before)).toEqual(expected);
  });

  test('a copy older than the one in force', async () => {
    expect(await kinds('2125550100\n', '2125550100\n', AS_OF - DAY)).toEqual(['older-than-in-force']);
  });
});

test('each area’s sum in the manifest is that of its file', async () => {
  const { manifest } = await build('2125550100\n');
  const bits = Buffer.alloc(1_250_000);
  bits[5_550_100 >>> 3] = 1 << (5_550_100 & 7);
  expect(manifest.areas[0]?.sha256).toBe(createHash('sha256').update(bits).digest('hex'));
});

/** A fixed sequence of numbers below 2^32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
}

function flip(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}
