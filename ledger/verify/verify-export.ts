import { growTree } from '../../domain/ledger/growing-tree.ts';
import { blocksOf, type Hash, sameHash } from '../../domain/ledger/tree.ts';
import { checkAgainst, checkHead, checkKept, type HeadChecks } from './check-heads.ts';
import { explainMismatch } from './explain-mismatch.ts';
import { EXPORT_FILES, type Finding, type KeptHead, type Verification } from './export-format.ts';
import { type Archive, Unreadable, openArchive } from './open-archive.ts';
import { linesOf, piecesOf } from './pieces.ts';
import { bytesOf, bytesOfHex, hexOf, readKeys } from './signatures.ts';

export interface VerifyOptions {
  sha256(bytes: Uint8Array): Uint8Array;
  /** A head known from before: the export must contain what it was signed over. */
  against?: KeptHead | undefined;
  /** Told now and then how many entries have been read. */
  onProgress?(entries: number, of: number): void;
}

/**
 * Proves an export complete and unchanged, from the archive alone, or names the first entry that is missing, altered,
 * reordered or forged. Reads it as a stream: the archive may be larger than memory.
 */
export async function verifyExport(file: Blob, options: VerifyOptions): Promise<Verification> {
  try {
    const archive = await openArchive(file);
    const { keys, wrong } = await readKeys(archive.keys, options.sha256);
    if (wrong !== null)
      return { ok: false, finding: { kind: 'forged', seq: null, sentence: `The keys are forged: ${wrong}.` } };
    const checks: HeadChecks = { keys, published: archive.keys, manifest: archive.manifest, against: options.against };
    const unlike = await checkAgainst(checks);
    if (unlike) return { ok: false, finding: unlike };
    return await readThrough(archive, checks, options);
  } catch (error) {
    // Whatever an archive makes fail here, it is not proven.
    const why = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      finding: { kind: 'unreadable', seq: null, sentence: `The archive cannot be read: ${why}.` },
    };
  }
}

async function readThrough(archive: Archive, checks: HeadChecks, options: VerifyOptions): Promise<Verification> {
  const { manifest } = archive;
  const { leafHash, nodeHash } = hashesBy(options.sha256);
  const tree = growTree(nodeHash, { size: manifest.from, frontier: manifest.left.map(bytesOfHex) });
  const lines = linesOf(archive.open(EXPORT_FILES.entries));
  const sealed = linesOf(archive.open(EXPORT_FILES.personal));
  const heads = archive.heads();
  const restores = new Set<string>();
  let head = (await heads.next()).value;
  let counted = 0;
  /** The newest size whose root a signature vouches for. */
  let vouched = manifest.from;
  let different: number | null = null;

  const atHead = async (): Promise<Finding | null> => {
    while (head && head.size === tree.size) {
      const found = await checkHead(head, hexOf(tree.root()), vouched, checks);
      if (found) return found;
      counted += 1;
      vouched = head.size;
      if (head.restoredAt !== null) restores.add(head.restoredAt);
      if (head.size === manifest.size) return null;
      head = (await heads.next()).value;
    }
    return null;
  };

  for await (const leaf of piecesOf(archive.open(EXPORT_FILES.leaves), 32)) {
    if (tree.size === manifest.to) break;
    const seq = tree.size;
    tree.add(leaf.slice());
    if (different === null) {
      const line = await lines.next();
      if (line.done || !sameHash(leafHash(line.value), leaf)) different = seq;
      else {
        const finding = await checkPersonal(line.value, seq, sealed, options.sha256);
        if (finding) return { ok: false, finding };
      }
    }
    const found = (await atHead()) ?? checkKept(tree.size, () => hexOf(tree.root()), checks);
    // An entry that differs before what this head is the first to vouch for comes first.
    if (found)
      return { ok: false, finding: different !== null && different < vouched ? await explain(different) : found };
    if (seq % 4096 === 0) options.onProgress?.(seq - manifest.from, manifest.to - manifest.from);
  }
  if (different !== null) return { ok: false, finding: await explain(different) };
  if (tree.size < manifest.to) return { ok: false, finding: missing(tree.size, 'The list of leaves ends before it') };
  if (!(await lines.next()).done)
    return {
      ok: false,
      finding: {
        kind: 'forged',
        seq: manifest.to,
        sentence: `Entry ${manifest.to} is forged: it stands behind the last one that was sealed.`,
      },
    };
  if (!(await sealed.next()).done)
    return {
      ok: false,
      finding: { kind: 'forged', seq: null, sentence: 'There is sealed personal data that belongs to no entry.' },
    };
  addRight(tree, manifest.to, manifest.size, manifest.right.map(bytesOfHex));
  // Without entries no head was asked yet.
  const found = manifest.size === manifest.to && counted > 0 ? null : await atHead();
  if (found) return { ok: false, finding: found };
  if (head?.size !== manifest.size || vouched !== manifest.size)
    return { ok: false, finding: missing(vouched, 'No signed head vouches for it') };
  const { tenant, from, to } = manifest;
  const keys = archive.keys.map(({ id }) => id);
  return { ok: true, proven: { tenant, from, to, head, heads: counted, keys, restores: [...restores] } };

  function explain(seq: number): Promise<Finding> {
    return explainMismatch(archive, seq, leafHash);
  }
}

function addRight(
  tree: { add(hash: Hash, level: number): void },
  from: number,
  size: number,
  right: readonly Hash[],
): void {
  const blocks = blocksOf({ start: from, end: size });
  if (blocks.length !== right.length)
    throw new Unreadable('the hashes after its entries are not as many as there must be');
  blocks.forEach(({ level }, index) => tree.add(right[index] ?? new Uint8Array(32), level));
}

/** Personal data is kept as ciphertext, and the line holds its hash. */
async function checkPersonal(
  line: Uint8Array,
  seq: number,
  sealed: AsyncGenerator<Uint8Array>,
  sha256: (bytes: Uint8Array) => Uint8Array,
): Promise<Finding | null> {
  const text = new TextDecoder().decode(line);
  if (!text.includes('"personal":"')) return null;
  const entry: { personal: string | null } = JSON.parse(text);
  if (entry.personal === null) return null;
  const next = await sealed.next();
  const kept: { seq: number; sealed: string } | null = next.done
    ? null
    : JSON.parse(new TextDecoder().decode(next.value));
  if (kept?.seq === seq && hexOf(sha256(bytesOf(kept.sealed))) === entry.personal) return null;
  const what = kept?.seq === seq ? 'altered' : 'missing';
  return { kind: what, seq, sentence: `The sealed personal data of entry ${seq} is ${what}.` };
}

function missing(seq: number, why: string): Finding {
  return { kind: 'missing', seq, sentence: `Entry ${seq} is missing. ${why}.` };
}

function hashesBy(sha256: (bytes: Uint8Array) => Uint8Array) {
  return {
    leafHash(line: Uint8Array): Hash {
      const bytes = new Uint8Array(line.length + 1);
      bytes.set(line, 1);
      return sha256(bytes);
    },
    nodeHash(left: Hash, right: Hash): Hash {
      const bytes = new Uint8Array(65);
      bytes[0] = 1;
      bytes.set(left, 1);
      bytes.set(right, 33);
      return sha256(bytes);
    },
  };
}
