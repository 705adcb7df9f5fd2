import type { Relaxes, RuleChangeRow } from '../../../database/changes/rule-changes.ts';
import { listHolidays, removeHoliday } from '../../../database/compliance/holidays.ts';
import { insertOverride } from '../../../database/compliance/overrides.ts';
import { readProfile, writeProfile } from '../../../database/compliance/profile.ts';
import type { TenantTx } from '../../../database/connect.ts';
import type { LedgerEntry } from '../../../database/ledger/append.ts';
import type { Limits } from '../../../domain/laxer-limits.ts';
import { permits } from '../../auth/policy.ts';
import type { Principal } from '../../auth/principal.ts';
import type { ProblemField } from '../../contract/problem.ts';
import { conflict, forbidden, invalid } from '../../http/problem.ts';
import { readCampaign } from '../campaigns/campaign-row.ts';
import { policyOf, retriesEntry } from '../campaigns/retries-change.ts';
import { LAWFUL_RETENTION, underRetention } from '../ledger/retention.ts';
import { settingsEntries } from '../tenant/settings-entry.ts';
import { rulesWith } from './changes-rules.ts';
import { holidayEntry } from './holidays.ts';
import { overrideEntry } from './overrides.ts';
import { profileEntry } from './profile-changes.ts';

/** @throws Problem 403: drafting is no way around what only owners may do. */
export function requireMayRelax(principal: Principal, { overrides, fourEyes, limits, campaigns }: Relaxes): void {
  if (overrides !== undefined && !permits(principal, 'compliance:override').allowed)
    throw forbidden('Overrides are drafted by an owner.');
  if (fourEyes !== undefined && !permits(principal, 'tenant:write').allowed)
    throw forbidden('An owner drafts that one person is enough.');
  if (limits !== undefined && !permits(principal, 'tenant:write').allowed)
    throw forbidden('An owner drafts that caps are raised or the retention is shorter.');
  if (campaigns !== undefined && !permits(principal, 'campaigns:write').allowed)
    throw forbidden('Whoever may change a campaign drafts that it tries its leads more often.');
}

/** @throws Problem 422 naming what the draft would take away and is not there. */
export async function requireThere(tx: TenantTx, row: RuleChangeRow): Promise<void> {
  const { stricter = [], holidays = [], overrides = [], limits, campaigns = [] } = row.relaxes;
  if (limits?.retentionDays !== undefined && limits.retentionDays < LAWFUL_RETENTION.days)
    throw underRetention('A shorter retention', 'relaxes.limits.retentionDays');
  const own = new Set((await readProfile(tx)).stricter.map(({ id }) => id));
  const days = new Set((await listHolidays(tx)).map(({ id }) => id));
  const ids = campaigns.map(({ campaignId }) => campaignId);
  const there = new Set(
    (
      await tx.query<{ id: string }>(`select id from campaigns where tenant_id = $1 and id = any($2::uuid[])`, [
        tx.tenantId,
        ids,
      ])
    ).map(({ id }) => id),
  );
  const known = new Set((await rulesWith(tx, [row])).provisions.map(({ id }) => id));
  const missing = (field: string, what: string, absent: readonly boolean[]): ProblemField[] =>
    absent.flatMap((isAbsent, index) => {
      const remedy = 'Read GET /compliance/profile, /holidays and /provisions for what is in force.';
      return isAbsent ? [{ field: `relaxes.${field}.${index}`, message: `There is no such ${what}.`, remedy }] : [];
    });
  const errors = [
    ...missing(
      'stricter',
      'stricter rule of this tenant',
      stricter.map((id) => !own.has(id)),
    ),
    ...missing(
      'holidays',
      'holiday of this tenant',
      holidays.map((id) => !days.has(id)),
    ),
    ...missing(
      'overrides',
      'provision in force',
      overrides.map(({ provision }) => !known.has(provision)),
    ),
    ...missing(
      'campaigns',
      'campaign',
      ids.map((id) => !there.has(id)),
    ),
  ];
  if (errors.length > 0) throw invalid(errors);
}

/** Puts what an approved change relaxes in force. Resolves with its entries for the ledger. */
export async function relax(tx: TenantTx, change: RuleChangeRow, by: string, nowMs: number): Promise<LedgerEntry[]> {
  const { packs, stricter = [], holidays = [], overrides = [], fourEyes, limits, campaigns = [] } = change.relaxes;
  const entries: LedgerEntry[] = [];
  for (const id of holidays) {
    const row = await removeHoliday(tx, id, { by, nowMs });
    if (row) entries.push(holidayEntry(row, 'holiday-removed', by));
  }
  for (const { provision, reason, until } of overrides) {
    const from = new Date(nowMs);
    if (until && Date.parse(until) <= nowMs)
      throw conflict('override-over', 'The time of an override in it has passed.');
    const row = await insertOverride(tx, { provision, reason, from, until: until ? new Date(until) : null, by }, nowMs);
    if (!row) throw conflict('overridden', `${provision} is overridden already. Withdraw that first.`);
    entries.push(overrideEntry(row, 'made', by));
  }
  if (packs !== undefined || stricter.length > 0) {
    const before = await readProfile(tx);
    const chosen = {
      packs: packs === undefined ? before.packs : packs,
      stricter: before.stricter.filter(({ id }) => !stricter.includes(id)),
      callerName: before.caller_name,
      tollFreeNumber: before.toll_free_number,
      by,
    };
    const profile = await writeProfile(tx, chosen, nowMs);
    const { version: rulesVersion } = await rulesWith(tx, []);
    entries.push(profileEntry({ before, profile, rulesVersion }, by));
  }
  for (const { campaignId, retries } of campaigns) entries.push(await relaxRetries(tx, campaignId, retries, by));
  if (limits !== undefined) entries.push(...(await relaxLimits(tx, limits, by)));
  if (fourEyes === false) {
    await tx.query(`update tenants set settings = settings || '{"fourEyes": false}' where id = $1`, [tx.tenantId]);
    entries.push(...settingsEntries({ fourEyes: true }, { fourEyes: false }, by));
  }
  return entries;
}

async function relaxRetries(tx: TenantTx, campaignId: string, retries: object, by: string): Promise<LedgerEntry> {
  const before = await readCampaign(tx, campaignId, { lock: true });
  await tx.query(
    `update campaigns set retries = $3, version = version + 1, updated_at = now() where tenant_id = $1 and id = $2`,
    [tx.tenantId, campaignId, JSON.stringify(retries)],
  );
  return retriesEntry(campaignId, policyOf(before.retries), policyOf(retries), by);
}

/** As they were drafted, whatever they have become meanwhile: that is what was previewed and approved. */
async function relaxLimits(tx: TenantTx, limits: NonNullable<Relaxes['limits']>, by: string): Promise<LedgerEntry[]> {
  const [row] = await tx.query<{ before: Limits; after: Limits }>(
    `update tenants t set attempts_per_number_per_day = coalesce($2, t.attempts_per_number_per_day),
       attempts_per_lead_per_day = coalesce($3, t.attempts_per_lead_per_day), retention_days = coalesce($4, t.retention_days)
     where t.id = $1 returning
       jsonb_build_object('attemptsPerNumberPerDay', old.attempts_per_number_per_day, 'attemptsPerLeadPerDay',
         old.attempts_per_lead_per_day, 'retentionDays', old.retention_days) as before,
       jsonb_build_object('attemptsPerNumberPerDay', new.attempts_per_number_per_day, 'attemptsPerLeadPerDay',
         new.attempts_per_lead_per_day, 'retentionDays', new.retention_days) as after`,
    [
      tx.tenantId,
      limits.attemptsPerNumberPerDay ?? null,
      limits.attemptsPerLeadPerDay ?? null,
      limits.retentionDays ?? null,
    ],
  );
  return row ? settingsEntries(row.before, row.after, by) : [];
}

/** What a change relaxes, as the ledger keeps it. */
export function relaxedOf({ packs, stricter, holidays, overrides, fourEyes, limits, campaigns }: Relaxes) {
  return {
    ...(packs !== undefined && { packs }),
    ...(stricter && { stricter }),
    ...(holidays && { holidays }),
    ...(overrides && {
      overrides: overrides.map(({ provision, reason, until }) => ({ provision, reason, until: until ?? null })),
    }),
    ...(fourEyes !== undefined && { fourEyes }),
    ...(limits !== undefined && { limits }),
    ...(campaigns && { campaigns }),
  };
}
