import type { Provision } from '../../domain/compliance/provision.ts';
import type { TenantTx } from '../connect.ts';

export type ProfileRow = {
  /** 0: the tenant has chosen nothing yet. */
  revision: number;
  packs: string[] | null;
  stricter: Provision[];
  caller_name: string | null;
  toll_free_number: string | null;
  updated_by: string;
  updated_at: Date | null;
};

const NOTHING_CHOSEN: ProfileRow = {
  revision: 0,
  packs: null,
  stricter: [],
  caller_name: null,
  toll_free_number: null,
  updated_by: '',
  updated_at: null,
};

/** What the tenant chose; every law pack and nothing stricter where it chose nothing. */
export async function readProfile(tx: TenantTx): Promise<ProfileRow> {
  const [row] = await tx.query<ProfileRow>(
    `select revision::int, packs, stricter, caller_name, toll_free_number, updated_by, updated_at
     from compliance_profiles where tenant_id = $1`,
    [tx.tenantId],
  );
  return row ?? NOTHING_CHOSEN;
}

export interface ProfileChange {
  packs: readonly string[] | null;
  stricter: readonly unknown[];
  callerName: string | null;
  tollFreeNumber: string | null;
  by: string;
}

/** Writes the whole profile and raises its revision; every worker compiles the rules anew at its next claim or dial. */
export async function writeProfile(tx: TenantTx, change: ProfileChange, nowMs: number): Promise<ProfileRow> {
  const [row] = await tx.query<ProfileRow>(
    `insert into compliance_profiles (tenant_id, packs, stricter, caller_name, toll_free_number, updated_by, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (tenant_id) do update set revision = compliance_profiles.revision + 1, packs = excluded.packs,
       stricter = excluded.stricter, caller_name = excluded.caller_name, toll_free_number = excluded.toll_free_number,
       updated_by = excluded.updated_by, updated_at = excluded.updated_at
     returning revision::int, packs, stricter, caller_name, toll_free_number, updated_by, updated_at`,
    [
      tx.tenantId,
      change.packs,
      JSON.stringify(change.stricter),
      change.callerName,
      change.tollFreeNumber,
      change.by,
      new Date(nowMs),
    ],
  );
  if (!row) throw new Error('a compliance profile that was written is not there');
  return row;
}
