import type { TenantTx } from '../connect.ts';

export const VERSION_STATUSES = [
  'building',
  'awaiting-approval',
  'active',
  'superseded',
  'rejected',
  'cancelled',
  'failed',
] as const;
export type VersionStatus = (typeof VERSION_STATUSES)[number];

/** A row of dnc_list_versions with the name of its list. */
export type DncVersionRow = {
  id: string;
  list_id: string;
  list: string;
  status: VersionStatus;
  mode: 'full' | 'areas' | 'changes';
  base_id: string | null;
  file_key: string;
  file_name: string;
  file_bytes: string;
  file_sha256: Buffer;
  bought_areas: number[];
  as_of: Date;
  valid_until: Date;
  bytes_read: string;
  lines: string;
  blank: string;
  bad: string;
  repeated: string;
  added: string;
  deleted: string;
  bad_lines: { line: number; reason: string }[];
  numbers: string;
  areas: number[];
  doubts: { kind: string; areas: number[]; before: number | null; now: number | null }[];
  error: string | null;
  created_by: string;
  created_at: Date;
  loaded_at: Date | null;
  activated_at: Date | null;
  activated_by: string | null;
  superseded_at: Date | null;
};

export const VERSION_COLUMNS = `v.id, v.list_id, l.list, v.status, v.mode, v.base_id, v.file_key, v.file_name, v.file_bytes,
  v.file_sha256, v.bought_areas, v.as_of, v.valid_until, v.bytes_read, v.lines, v.blank, v.bad, v.repeated, v.added,
  v.deleted, v.bad_lines, v.numbers, v.areas, v.doubts, v.error, v.created_by, v.created_at, v.loaded_at, v.activated_at,
  v.activated_by, v.superseded_at`;
export const VERSIONS = `dnc_list_versions v join dnc_lists l on l.tenant_id = v.tenant_id and l.id = v.list_id`;

/** A version of one of the tenant's own lists; null: there is none of that id. */
export async function readOwnVersion(tx: TenantTx, versionId: string): Promise<DncVersionRow | null> {
  const [row] = await tx.query<DncVersionRow>(
    `select ${VERSION_COLUMNS} from ${VERSIONS} where v.tenant_id = $1 and v.id = $2`,
    [tx.tenantId, versionId],
  );
  return row ?? null;
}

/** The version of the tenant's own list that is in force. */
export async function readVersionInForce(tx: TenantTx, listId: string): Promise<DncVersionRow | null> {
  const [row] = await tx.query<DncVersionRow>(
    `select ${VERSION_COLUMNS} from ${VERSIONS} where v.tenant_id = $1 and v.list_id = $2 and v.status = 'active'`,
    [tx.tenantId, listId],
  );
  return row ?? null;
}
