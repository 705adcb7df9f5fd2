import type { PublicKey, SignedHead } from './head.ts';

/**
 * Entries [from, to) of one tenant's ledger, in a zip archive:
 * `entries.ndjson`, a canonical line an entry, in the order of sealing; `leaves.bin`, the 32-byte leaf of each as it was
 * sealed; `heads.ndjson`, every head signed over them and the head it ends at, by size; `keys.json`, the public keys;
 * `personal.ndjson`, `{ seq, sealed }` of entries with personal data, as ciphertext; `manifest.json`, this.
 */
export interface Manifest {
  readonly format: typeof EXPORT_FORMAT;
  readonly version: 1;
  readonly tenant: string;
  readonly from: number;
  readonly to: number;
  /** Leaves under the head that the export ends at. */
  readonly size: number;
  /** Roots of the complete subtrees before `from` and from `to` up to `size`, hexadecimal: they lead to the signed root. */
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly createdAt: string;
}
export const EXPORT_FORMAT = 'ringfence-ledger-export';
export const EXPORT_FILES = {
  manifest: 'manifest.json',
  entries: 'entries.ndjson',
  leaves: 'leaves.bin',
  heads: 'heads.ndjson',
  keys: 'keys.json',
  personal: 'personal.ndjson',
} as const;

/** A head kept from earlier, as `GET /api/v1/ledger/heads/latest` gives it; with its key, it needs no other to be checked. */
export type KeptHead = SignedHead & { readonly publicKey?: PublicKey | undefined };

/** What is wrong, and with which entry first. */
export interface Finding {
  readonly kind: 'missing' | 'altered' | 'reordered' | 'forged' | 'unreadable';
  /** Sequence number of the first entry concerned; null where it is the archive itself. */
  readonly seq: number | null;
  readonly sentence: string;
}

export interface Proven {
  readonly tenant: string;
  readonly from: number;
  readonly to: number;
  readonly head: SignedHead;
  readonly heads: number;
  /** Ids of the keys in the archive; compare the newest with one learnt elsewhere. */
  readonly keys: readonly string[];
  /** Restores from backup that the heads speak of. */
  readonly restores: readonly string[];
}
export type Verification =
  | { readonly ok: true; readonly proven: Proven }
  | { readonly ok: false; readonly finding: Finding };
