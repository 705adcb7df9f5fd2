import type { Finding, KeptHead, Manifest } from './export-format.ts';
import type { PublicKey, SignedHead } from './head.ts';
import { followers, isSigned, type Keys } from './signatures.ts';

export interface HeadChecks {
  readonly keys: Keys;
  readonly published: readonly PublicKey[];
  readonly manifest: Manifest;
  readonly against: KeptHead | undefined;
}

/** What speaks against a head whose tree has this root. `vouched`: leaves that an earlier head vouches for. */
export async function checkHead(
  head: SignedHead,
  root: string,
  vouched: number,
  { keys, published, manifest, against }: HeadChecks,
): Promise<Finding | null> {
  if (head.tenant !== manifest.tenant)
    return {
      kind: 'forged',
      seq: vouched,
      sentence: `The head of ${head.size} entries belongs to another tenant's ledger.`,
    };
  if (!(await isSigned(head, keys)))
    return {
      kind: 'forged',
      seq: vouched,
      sentence: `The head of ${head.size} entries is forged: key ${head.key} did not sign it. Nothing vouches for entry ${vouched}.`,
    };
  // Anybody can endorse the key of the kept head afterwards; only that key and those it leads to are trusted behind it.
  if (against && head.size > against.size && !followers(published, [against.key]).has(head.key))
    return {
      kind: 'forged',
      seq: vouched,
      sentence: `The head of ${head.size} entries is forged: the key of the kept head does not lead to key ${head.key}, which signed it.`,
    };
  if (head.root !== root)
    return {
      kind: 'altered',
      seq: vouched,
      sentence: `Entries ${vouched} to ${head.size - 1} are not those that were signed on ${head.at}: one of them was altered together with its leaf.`,
    };
  if (against?.size === head.size && against.root !== root)
    return {
      kind: 'altered',
      seq: null,
      sentence: `The first ${head.size} entries are not those that the kept head of ${against.at} was signed over.${afterRestore(head, against)}`,
    };
  return null;
}

/**
 * What speaks against the kept head in a tree of this size and root, whether or not the export has a head of that size:
 * whoever signs another past leaves that one out.
 */
export function checkKept(size: number, root: () => string, { against }: HeadChecks): Finding | null {
  if (against?.size !== size || against.root === root()) return null;
  const sentence = `The first ${size} entries are not those that the kept head of ${against.at} was signed over.`;
  return { kind: 'altered', seq: null, sentence };
}

/** What speaks against the export in the head that was kept, before any entry is read. */
export async function checkAgainst({ keys, published, manifest, against }: HeadChecks): Promise<Finding | null> {
  if (!against) return null;
  const say = (kind: Finding['kind'], seq: number | null, sentence: string): Finding => ({ kind, seq, sentence });
  if (against.tenant !== manifest.tenant)
    return say('unreadable', null, "The kept head belongs to another tenant's ledger.");
  const pinned = against.publicKey;
  if (pinned && pinned.id !== against.key)
    return say('unreadable', null, `The kept head was signed by key ${against.key}, and ${pinned.id} is kept with it.`);
  if (pinned && !published.some(({ id, publicKey }) => id === pinned.id && publicKey === pinned.publicKey))
    return say(
      'forged',
      null,
      `The export does not hold key ${pinned.id}, which signed the kept head: its keys are others.`,
    );
  if (!(await isSigned(against, keys)))
    return say('forged', null, `The kept head was not signed by key ${against.key} as the export has it.`);
  if (against.size > manifest.size)
    return say(
      'missing',
      manifest.size,
      `Entry ${manifest.size} is missing: the kept head of ${against.at} was signed over ${against.size} entries, the export ends after ${manifest.size}.`,
    );
  if (against.size <= manifest.from || (against.size > manifest.to && against.size !== manifest.size))
    return say(
      'unreadable',
      null,
      `The kept head of ${against.size} entries cannot be compared with entries ${manifest.from} to ${manifest.to - 1}: export a range that contains it.`,
    );
  return null;
}

function afterRestore(head: SignedHead, kept: SignedHead): string {
  return head.restoredAt === kept.restoredAt
    ? ''
    : ` The database was restored from a backup on ${head.restoredAt}; what was sealed after that backup is not in it.`;
}
