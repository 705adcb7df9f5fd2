import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createFileStore, storageEnvironment } from './create-file-store.ts';
import { checkKey, FileMissing, FileTooLarge, type FileStore } from './file-store.ts';
import { type S3StandIn, startS3StandIn } from './s3-stand-in.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringfence-store-'));
let s3: S3StandIn;
const stores = new Map<string, FileStore>();

beforeAll(async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
  s3 = await startS3StandIn();
  const bucket = { kind: 's3', bucket: 'b', prefix: 'p/', region: 'us-east-1', endpoint: s3.endpoint } as const;
  stores.set('folder', createFileStore({ kind: 'folder', folder }));
  stores.set('s3', createFileStore({ ...bucket, forcePathStyle: true }));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await s3.close();
});

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function whole(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
const limits = { maxBytes: 50_000_000 };

describe.each(['folder', 's3'])('%s', (kind) => {
  const store = () => stores.get(kind)!;

  test('gives back what it was given, from any byte, with its size and hash', async () => {
    const bytes = randomBytes(20_000_000);
    const stored = await store().put('imports/t/big.csv', pieces(bytes, 1_000_003), limits);
    expect(stored).toEqual({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest() });
    expect((await whole(store().read('imports/t/big.csv'))).equals(bytes)).toBe(true);
    expect((await whole(store().read('imports/t/big.csv', 19_999_990))).equals(bytes.subarray(19_999_990))).toBe(true);
    expect(await whole(store().read('imports/t/big.csv', bytes.length))).toHaveLength(0);
  });

  test('keeps empty files', async () => {
    await store().put('imports/t/empty.csv', pieces(Buffer.alloc(0), 1), limits);
    expect(await whole(store().read('imports/t/empty.csv'))).toHaveLength(0);
  });

  test('keeps nothing of a file that is too large', async () => {
    const put = store().put('imports/t/large.csv', pieces(randomBytes(3000), 100), { maxBytes: 2999 });
    await expect(put).rejects.toThrow(FileTooLarge);
    await expect(whole(store().read('imports/t/large.csv'))).rejects.toThrow(FileMissing);
  });

  test('keeps nothing of an upload that breaks off, and the older file stays', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield randomBytes(10_000_000);
      throw new Error('the connection was lost');
    }
    await store().put('imports/t/kept.csv', pieces(Buffer.from('old'), 1), limits);
    await expect(store().put('imports/t/kept.csv', broken(), limits)).rejects.toThrow('connection was lost');
    expect(String(await whole(store().read('imports/t/kept.csv')))).toBe('old');
    expect(readdirSync(join(folder, 'imports/t')).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(s3.open.size).toBe(0);
  });

  test('removes files, those that are not there too', async () => {
    await store().put('imports/t/gone.csv', pieces(Buffer.from('x'), 1), limits);
    await store().remove('imports/t/gone.csv');
    await store().remove('imports/t/gone.csv');
    await expect(whole(store().read('imports/t/gone.csv'))).rejects.toThrow(FileMissing);
  });

  test('can be checked', async () => {
    await expect(store().check()).resolves.toBeUndefined();
  });
});

test('files in the folder are for nobody else', async () => {
  await stores.get('folder')!.put('imports/t/own.csv', pieces(Buffer.from('x'), 1), limits);
  expect(statSync(join(folder, 'imports/t/own.csv')).mode & 0o077).toBe(0);
  expect(statSync(join(folder, 'imports/t')).mode & 0o077).toBe(0);
});

test.each(['../x', '/etc/passwd', 'a/../b', 'a//b', '', 'a/.hidden', 'a b'])('%j is no key', (key) => {
  expect(() => checkKey(key)).toThrow('is not a storage key');
});

test('a bucket goes before the folder, and an endpoint means path-style addresses', () => {
  expect(storageEnvironment.parse({})).toEqual({ kind: 'folder', folder: '.ringfence/files' });
  const env = { STORAGE_S3_BUCKET: 'b', STORAGE_S3_ENDPOINT: 'http://127.0.0.1:9000' };
  expect(storageEnvironment.parse(env)).toMatchObject({ kind: 's3', forcePathStyle: true, region: 'us-east-1' });
});
