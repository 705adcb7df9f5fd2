import type { TenantTx } from '../connect.ts';

export type HolidayRow = {
  id: string;
  /** YYYY-MM-DD, as the place's calendar reads. */
  on_date: string;
  name: string;
  country: string;
  state: string | null;
  created_by: string;
  created_at: Date;
};

const COLUMNS = `id, to_char(on_date, 'YYYY-MM-DD') as on_date, name, country, state, created_by, created_at`;

/** The tenant's own holidays, by date. */
export function listHolidays(tx: TenantTx): Promise<HolidayRow[]> {
  return tx.query<HolidayRow>(
    `select ${COLUMNS} from compliance_holidays where tenant_id = $1 and removed_at is null order by on_date, id`,
    [tx.tenantId],
  );
}

/** Undefined: that place has that day already. */
export async function insertHoliday(
  tx: TenantTx,
  holiday: { date: string; name: string; country: string; state: string | null; by: string },
  nowMs: number,
): Promise<HolidayRow | undefined> {
  const [row] = await tx.query<HolidayRow>(
    `insert into compliance_holidays (tenant_id, on_date, name, country, state, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning ${COLUMNS}`,
    [tx.tenantId, holiday.date, holiday.name, holiday.country, holiday.state, holiday.by, new Date(nowMs)],
  );
  return row;
}

/** Undefined: no such day, or removed before. */
export async function removeHoliday(
  tx: TenantTx,
  id: string,
  { by, nowMs }: { by: string; nowMs: number },
): Promise<HolidayRow | undefined> {
  const [row] = await tx.query<HolidayRow>(
    `update compliance_holidays set removed_at = $3, removed_by = $4
     where tenant_id = $1 and id = $2 and removed_at is null returning ${COLUMNS}`,
    [tx.tenantId, id, new Date(nowMs), by],
  );
  return row;
}
