import { hash, randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { ZipFile } from 'yazl';
import { growTree } from '../domain/ledger/growing-tree.ts';
import { createKeyring } from '../keyring/keyring.ts';
import { leafHash, nodeHash } from './hashing.ts';
import { createSigningKey, openSigner, type StoredSigningKey } from './signing.ts';
import { EXPORT_FILES, type KeptHead, type Manifest, type Verification } from './verify/export-format.ts';
import { endorsementBytes, headBytes, type PublicKey, type SignedHead } from './verify/head.ts';
import { verifyExport } from './verify/verify-export.ts';

// Archives written by somebody who wants them believed: by others without the installation's keys, and by the operator
// who has them. Nothing but the archive and a head that was kept is there to tell.
const keyring = createKeyring(
  JSON.stringify({ current: 'k', keys: { k: randomBytes(32).toString('base64') } }),
  randomBytes(32).toString('base64'),
);
const tenant = randomUUID();
const at = '2026-11-21T10:00:00.000Z';

interface Parts {
  lines: string[];
  heads: SignedHead[];
  keys: PublicKey[];
  personal?: string;
  manifest?: Partial<Manifest>;
  twice?: string;
}

const newKey = (before: StoredSigningKey | null = null) =>
  createSigningKey(keyring, before && openSigner(keyring, before));
const theirs = newKey();

function published(key: StoredSigningKey, endorsed: { by: StoredSigningKey } | null = null): PublicKey {
  const publicKey = key.publicKey.toString('base64');
  const signature = endorsed && openSigner(keyring, endorsed.by).sign(endorsementBytes(publicKey));
  const endorsement = signature?.toString('base64') ?? null;
  return { id: key.id, publicKey, createdAt: at, endorsedBy: endorsed?.by.id ?? null, endorsement };
}

function entries(count: number, said: string): string[] {
  return Array.from({ length: count }, (_, n) => JSON.stringify({ body: { n, said }, personal: null, tenant, v: 1 }));
}

function headOf(lines: readonly string[], size: number, key: StoredSigningKey): SignedHead {
  const tree = growTree(nodeHash);
  for (const line of lines.slice(0, size)) tree.add(leafHash(line));
  const root = Buffer.from(tree.root()).toString('hex');
  const head = { v: 1, tenant, size, root, at, restoredAt: null, key: key.id } as const;
  return { ...head, signature: openSigner(keyring, key).sign(headBytes(head)).toString('base64') };
}

async function archive({ lines, heads, keys, personal = '', manifest, twice }: Parts): Promise<Blob> {
  const zip = new ZipFile();
  const size = lines.length;
  const about: Manifest = {
    ...{ format: 'ringfence-ledger-export', version: 1, tenant, from: 0, to: size, size },
    ...{ left: [], right: [], createdAt: at },
    ...manifest,
  };
  const text = (name: string, content: string | Buffer) => zip.addBuffer(Buffer.from(content), name);
  const joined = (all: readonly string[]) => all.map((line) => `${line}\n`).join('');
  text(EXPORT_FILES.manifest, JSON.stringify(about));
  text(EXPORT_FILES.keys, JSON.stringify(keys));
  text(EXPORT_FILES.heads, joined(heads.map((head) => JSON.stringify(head))));
  text(EXPORT_FILES.leaves, Buffer.concat(lines.map((line) => leafHash(line))));
  if (twice !== undefined) text(EXPORT_FILES.entries, twice);
  text(EXPORT_FILES.entries, joined(lines));
  text(EXPORT_FILES.personal, personal);
  zip.end();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of zip.outputStream) parts.push(Uint8Array.from(Buffer.from(part)));
  return new Blob(parts);
}

async function verified(parts: Parts, against?: KeptHead): Promise<Verification> {
  return verifyExport(await archive(parts), { sha256: (bytes) => hash('sha256', bytes, 'buffer'), against });
}

const genuine = entries(5, 'true');
const kept: KeptHead = { ...headOf(genuine, 5, theirs), publicKey: published(theirs) };
const later = [...genuine, ...entries(3, 'later')];

test('a genuine export is believed, also after the key was followed by another', async () => {
  const next = newKey(theirs);
  const keys = [published(theirs), published(next, { by: theirs })];
  const heads = [headOf(later, 5, theirs), headOf(later, 8, next)];
  expect(await verified({ lines: later, heads, keys })).toMatchObject({ ok: true });
  expect(await verified({ lines: later, heads, keys }, kept)).toMatchObject({ ok: true });
});

describe('an operator who signs another past', () => {
  test('is found by the kept head, though the export leaves out the head of that size', async () => {
    const other = entries(8, 'false');
    const parts = { lines: other, heads: [headOf(other, 8, theirs)], keys: [published(theirs)] };
    expect(await verified(parts)).toMatchObject({ ok: true });
    expect(await verified(parts, kept)).toMatchObject({ ok: false, finding: { kind: 'altered' } });
  });
});

describe('a key that nobody endorsed', () => {
  const mine = newKey();
  const friend = newKey();

  test.each([
    ['that endorses itself', [published(theirs), published(mine, { by: mine })]],
    ['in a ring of its own', [published(theirs), published(mine, { by: friend }), published(friend, { by: mine })]],
    ['that claims to have endorsed the true one', [published(mine), published(theirs, { by: mine })]],
  ])('%s signs nothing behind the kept head', async (_how, keys) => {
    const heads = [headOf(later, 5, theirs), headOf(later, 8, mine)];
    expect(await verified({ lines: later, heads, keys }, kept)).toMatchObject({
      ok: false,
      finding: { kind: 'forged' },
    });
  });
});

describe('an archive', () => {
  const keys = [published(theirs)];

  test('without entries still needs a head that was signed', async () => {
    const head = { ...headOf(genuine, 5, theirs), root: '00'.repeat(32), signature: 'AAAA' };
    const manifest = { from: 5, to: 5, size: 5, left: ['00'.repeat(32), '00'.repeat(32)] };
    expect(await verified({ lines: [], heads: [head], keys, manifest })).toMatchObject({ ok: false });
  });

  test('with personal data that no entry speaks of is forged', async () => {
    const personal = `${JSON.stringify({ seq: 3, sealed: 'AAAA' })}\n`;
    const heads = [headOf(genuine, 5, theirs)];
    expect(await verified({ lines: genuine, heads, keys, personal })).toMatchObject({
      ok: false,
      finding: { kind: 'forged' },
    });
  });

  test('with two files of one name is not read: others may see the other one', async () => {
    const heads = [headOf(genuine, 5, theirs)];
    expect(await verified({ lines: genuine, heads, keys, twice: 'something else\n' })).toMatchObject({
      ok: false,
      finding: { kind: 'unreadable' },
    });
  });

  test.each([
    ['no manifest to speak of', { manifest: 'null' }],
    ['keys that are none', { keys: '[{"id":"x","publicKey":"%%%"}]' }],
  ])('with %s is told from a proof', async (_what, broken) => {
    const zip = new ZipFile();
    const files: Record<string, string> = {
      [EXPORT_FILES.manifest]: JSON.stringify({
        ...{ format: 'ringfence-ledger-export', version: 1, tenant, from: 0, to: 0, size: 0, left: [], right: [] },
      }),
      [EXPORT_FILES.keys]: '[]',
    };
    const named = 'manifest' in broken ? EXPORT_FILES.manifest : EXPORT_FILES.keys;
    files[named] = 'manifest' in broken ? broken.manifest : broken.keys;
    for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
    zip.end();
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const part of zip.outputStream) parts.push(Uint8Array.from(Buffer.from(part)));
    expect(await verifyExport(new Blob(parts), { sha256: (bytes) => hash('sha256', bytes, 'buffer') })).toMatchObject({
      ok: false,
      finding: { kind: 'unreadable' },
    });
  });
});
