/** What an entry of the ledger is about. */
export const LEDGER_KINDS = [
  'verdict',
  'intent',
  'outcome',
  'opt-out',
  'consent',
  'override',
  'list-activation',
  'rule-change',
  'export',
  'look-up',
  'erasure',
  'receipt',
  'restore',
] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

/** An entry as it is hashed, exported and verified. Ids are UUIDs; nothing in it identifies anybody. */
export interface EntryRecord {
  readonly tenant: string;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly kind: LedgerKind;
  readonly campaign: string | null;
  readonly lead: string | null;
  readonly person: string | null;
  readonly attempt: string | null;
  /** Keyed index of a telephone number, hexadecimal. */
  readonly number: string | null;
  readonly rules: readonly string[];
  readonly actor: string | null;
  /** JSON, as it is stored. */
  readonly body: string;
  /** SHA-256 of the sealed personal data, hexadecimal. */
  readonly personal: string | null;
}

/**
 * The entry's one line, version 1: a JSON object whose keys stand in this order, without spaces, in UTF-8. With a
 * canonical body it is RFC 8785. The leaf of the tree is SHA-256(0x00 || line).
 */
export function entryLine(entry: EntryRecord): string {
  const id = (value: string | null) => (value === null ? 'null' : `"${value}"`);
  return `{"actor":${JSON.stringify(entry.actor)},"at":"${new Date(entry.at).toISOString()}","attempt":${id(entry.attempt)},"body":${entry.body},"campaign":${id(entry.campaign)},"id":"${entry.id}","kind":"${entry.kind}","lead":${id(entry.lead)},"number":${id(entry.number)},"person":${id(entry.person)},"personal":${id(entry.personal)},"rules":${JSON.stringify(entry.rules)},"tenant":"${entry.tenant}","v":1}`;
}
