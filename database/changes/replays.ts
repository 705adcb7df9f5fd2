import type { Finding } from '../../domain/compliance/verdict.ts';
import type { CampaignId } from '../../domain/ids.ts';
import type { TenantTx } from '../connect.ts';
import { uuidv7 } from '../engine/uuidv7.ts';
import type { RunStatus } from './runs.ts';

export type ReplayRow = {
  id: string;
  /** YYYY-MM-DD by the clock of `zone`. */
  day: string;
  zone: string;
  changes: string[];
  rules_at: Date;
  status: RunStatus;
  rules_version: string | null;
  total: string;
  looked: string;
  made: string;
  not_made: string;
  unknown: string;
  cursor_attempt: string | null;
  error: string | null;
  created_by: string;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
};

const COLUMNS = `id, to_char(day, 'YYYY-MM-DD') as day, zone, changes, rules_at, status, rules_version, total, looked, made,
  not_made, unknown, cursor_attempt, error, created_by, created_at, started_at, finished_at`;

export async function insertReplay(
  tx: TenantTx,
  replay: { day: string; zone: string; changes: readonly string[]; rulesAt: Date; by: string },
  nowMs: number,
): Promise<ReplayRow> {
  const [row] = await tx.query<ReplayRow>(
    `insert into compliance_replays (tenant_id, id, day, zone, changes, rules_at, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${COLUMNS}`,
    [
      ...[tx.tenantId, uuidv7(nowMs), replay.day, replay.zone, replay.changes, replay.rulesAt, replay.by],
      new Date(nowMs),
    ],
  );
  if (!row) throw new Error('a replay that was written is not there');
  return row;
}

export async function findReplay(
  tx: TenantTx,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<ReplayRow | undefined> {
  const [row] = await tx.query<ReplayRow>(
    `select ${COLUMNS} from compliance_replays where tenant_id = $1 and id = $2 ${lock ? 'for update' : ''}`,
    [tx.tenantId, id],
  );
  return row;
}

/** Newest first. */
export function listReplays(tx: TenantTx, of: { before: string | null; limit: number }): Promise<ReplayRow[]> {
  return tx.query<ReplayRow>(
    `select ${COLUMNS} from compliance_replays where tenant_id = $1 and ($2::uuid is null or id < $2)
     order by id desc limit $3`,
    [tx.tenantId, of.before, of.limit],
  );
}

export async function beginReplay(
  tx: TenantTx,
  id: string,
  begun: { total: number; rulesVersion: string },
  nowMs: number,
): Promise<void> {
  await tx.query(
    `update compliance_replays set status = 'running', total = $3, rules_version = $4, started_at = $5
     where tenant_id = $1 and id = $2 and status = 'queued'`,
    [tx.tenantId, id, begun.total, begun.rulesVersion, new Date(nowMs)],
  );
}

export async function endReplay(
  tx: TenantTx,
  id: string,
  end: { status: 'completed' | 'cancelled' | 'failed'; error: string | null },
  nowMs: number,
): Promise<ReplayRow | undefined> {
  const [row] = await tx.query<ReplayRow>(
    `update compliance_replays set status = $3, error = $4, finished_at = $5
     where tenant_id = $1 and id = $2 and finished_at is null returning ${COLUMNS}`,
    [tx.tenantId, id, end.status, end.error, new Date(nowMs)],
  );
  return row;
}

/** A dial of the day with the verdict that let it through. */
export type DialledCall = {
  id: string;
  campaign_id: CampaignId | null;
  lead_id: string | null;
  number_hmac: Buffer;
  dial_started_at: Date;
  /** Body of the ledger's entry; null where none was kept. */
  verdict: string | null;
};

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
/** Ids are made before the dial: those of a day reach back a little. */
const DIALLED = `a.tenant_id = $1 and a.id >= uuid_floor($2::timestamptz - interval '1 day') and a.id < uuid_floor($3)
  and a.dial_started_at >= $2 and a.dial_started_at < $3`;

export async function countDialled(tx: TenantTx, day: { from: Date; to: Date }): Promise<number> {
  const [row] = await tx.query<{ n: string }>(`select count(*) as n from attempts a where ${DIALLED}`, [
    tx.tenantId,
    day.from,
    day.to,
  ]);
  return Number(row?.n ?? 0);
}

export function readDialled(
  tx: TenantTx,
  of: { from: Date; to: Date; after: string | null; limit: number },
): Promise<DialledCall[]> {
  return tx.query<DialledCall>(
    `select a.id, a.campaign_id, a.lead_id, a.number_hmac, a.dial_started_at, v.body as verdict
     from attempts a left join lateral (
       select e.body from ledger_entries e where e.tenant_id = a.tenant_id and e.lead_id = a.lead_id
         and e.attempt_id = a.id and e.kind = 'verdict' and e.id >= uuid_floor($2::timestamptz - interval '1 day')
       order by e.id desc limit 1
     ) v on true
     where ${DIALLED} and a.id > $4
     order by a.id limit $5`,
    [tx.tenantId, of.from, of.to, of.after ?? BEFORE_ALL, of.limit],
  );
}

/** Entries of the tenant's own lists that were taken back after `since`: they were in force until then. */
export function removedSince(
  tx: TenantTx,
  of: { numbers: readonly Buffer[]; since: Date },
): Promise<
  {
    number_hmac: Buffer;
    list: 'internal' | 'campaign' | 'litigator';
    campaign_id: string | null;
    created_at: Date;
    removed_at: Date;
  }[]
> {
  return tx.query(
    `select number_hmac, case when campaign_id is null then 'internal' else 'campaign' end as list, campaign_id,
       created_at, removed_at
     from suppressions where tenant_id = $1 and number_hmac = any($2::bytea[]) and removed_at > $3
     union all
     select number_hmac, 'litigator', null, created_at, removed_at
     from dnc_litigators where tenant_id = $1 and number_hmac = any($2::bytea[]) and removed_at > $3`,
    [tx.tenantId, of.numbers, of.since],
  );
}

export type ReplayedCall = {
  attemptId: string;
  campaignId: string | null;
  leadId: string | null;
  dialledAt: string;
  answer: 'not-made' | 'unknown';
  reason: string;
  rule: string | null;
  nextCallableAt: string | null;
  findings: readonly Finding[];
  missing: readonly string[];
};

/** What a chunk found, its counts and the place, together. */
export async function addReplayed(
  tx: TenantTx,
  id: string,
  found: { cursor: string; looked: number; made: number; calls: readonly ReplayedCall[] },
): Promise<void> {
  const count = (answer: ReplayedCall['answer']) => found.calls.filter((call) => call.answer === answer).length;
  await tx.query(
    `insert into compliance_replay_calls (tenant_id, replay_id, attempt_id, campaign_id, lead_id, dialled_at, answer,
       reason, rule, next_callable_at, findings, missing)
     select $1, $2, c."attemptId", c."campaignId", c."leadId", c."dialledAt", c.answer, c.reason, c.rule,
       c."nextCallableAt", c.findings, array(select jsonb_array_elements_text(c.missing))
     from jsonb_to_recordset($3::jsonb) as c("attemptId" uuid, "campaignId" uuid, "leadId" uuid, "dialledAt" timestamptz,
       answer text, reason text, rule text, "nextCallableAt" timestamptz, findings jsonb, missing jsonb)`,
    [tx.tenantId, id, JSON.stringify(found.calls)],
  );
  await tx.query(
    `update compliance_replays set cursor_attempt = $3, looked = looked + $4, made = made + $5, not_made = not_made + $6,
       unknown = unknown + $7
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, found.cursor, found.looked, found.made, count('not-made'), count('unknown')],
  );
}

export type ReplayCallRow = {
  attempt_id: string;
  campaign_id: string | null;
  lead_id: string | null;
  dialled_at: Date;
  answer: 'not-made' | 'unknown';
  reason: string;
  rule: string | null;
  next_callable_at: Date | null;
  findings: Finding[];
  missing: string[];
};

/** In the order of the dials' ids. */
export function listReplayed(
  tx: TenantTx,
  of: { replayId: string; answer: string | null; after: string | null; limit: number },
): Promise<ReplayCallRow[]> {
  return tx.query<ReplayCallRow>(
    `select * from compliance_replay_calls where tenant_id = $1 and replay_id = $2 and ($3::text is null or answer = $3)
       and ($4::uuid is null or attempt_id > $4) order by attempt_id limit $5`,
    [tx.tenantId, of.replayId, of.answer, of.after, of.limit],
  );
}
