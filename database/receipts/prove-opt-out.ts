import type { AttemptId, CampaignId } from '../../domain/ids.ts';
import { receiptProof } from '../../domain/opt-out-receipt.ts';
import type { OptOutPlace, OptOutStatus, SuppressionSource } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';
import { addEvents } from '../engine/add-events.ts';
import { appendLedger } from '../ledger/append.ts';
import { enforceSuppression, hangUp } from './enforce-suppression.ts';
import { noteEffects } from './note-effects.ts';
import { readEffects } from './read-effects.ts';
import { noteEnforced } from './record-opt-out.ts';
import { verifyEffects } from './verify-effects.ts';

export interface Look {
  status: OptOutStatus;
  /** Places that are not proven yet. */
  waitingFor: OptOutPlace[];
  /** Hang-ups to deliver now. */
  outbox: string[];
}

type OpenOptOut = {
  number_hmac: Buffer;
  campaign_id: CampaignId | null;
  source: SuppressionSource;
  attempt_id: AttemptId | null;
  received_at: Date;
  suppressed_at: Date;
  enforced_at: Date | null;
  status: OptOutStatus;
  listed: boolean;
  /** Nobody who asked the list before the entry was committed is still at work. */
  past: boolean | null;
};

/**
 * One look at every place of an opt-out. What should not be there is ended again (a claim or an import that asked the list
 * a moment before, a call whose workflow did not hear); what is certain is noted. Proven when nothing is left, nobody who
 * might have looked too early is still at work, and every call and import it met has ended. Undefined: no such opt-out.
 */
export async function proveOptOut(tx: TenantTx, optOutId: string, nowMs: number): Promise<Look | undefined> {
  const [row] = await tx.query<OpenOptOut>(
    `select o.number_hmac, o.campaign_id, o.source, o.attempt_id, o.received_at, o.suppressed_at, o.enforced_at, o.status,
       o.horizon < pg_snapshot_xmin(pg_current_snapshot()) as past,
       exists (select 1 from suppressions s where s.tenant_id = o.tenant_id and s.number_hmac = o.number_hmac
         and s.removed_at is null and (s.campaign_id is null or s.campaign_id = o.campaign_id)) as listed
     from opt_outs o where o.tenant_id = $1 and o.id = $2 for update of o`,
    [tx.tenantId, optOutId],
  );
  if (!row) return undefined;
  if (row.status !== 'open') return { status: row.status, waitingFor: [], outbox: [] };
  if (!row.listed) return settle(tx, optOutId, row, 'undone', nowMs);

  const about = {
    numberHmac: row.number_hmac,
    campaignId: row.campaign_id,
    source: row.source,
    attemptId: row.attempt_id,
  };
  const found = await enforceSuppression(tx, about, nowMs);
  const unknown = await noteEffects(tx, optOutId, found, nowMs);
  await noteEnforced(tx, optOutId, nowMs);
  const waitingFor = await verifyEffects(tx, optOutId, nowMs);
  const quiet = found.leads.length === 0 && found.calls.length === 0;
  if (row.past === true && quiet && waitingFor.length === 0) return settle(tx, optOutId, row, 'proven', nowMs);

  const outbox: string[] = [];
  for (const { attemptId, own } of found.calls) {
    if (!own && (unknown.has(attemptId) || (await isDueAgain(tx, optOutId, attemptId, nowMs)))) {
      outbox.push(await hangUp(tx, attemptId, nowMs));
    }
  }
  await tx.query(`update opt_outs set checks = checks + 1 where tenant_id = $1 and id = $2`, [tx.tenantId, optOutId]);
  return { status: 'open', waitingFor, outbox };
}

/** A call that did not end is told again, a few seconds later. */
const ASK_AGAIN_MS = 5_000;

async function isDueAgain(tx: TenantTx, optOutId: string, attemptId: string, nowMs: number): Promise<boolean> {
  const rows = await tx.query(
    `update opt_out_effects set last_asked_at = $4, asked_again = asked_again + 1
     where tenant_id = $1 and opt_out_id = $2 and ref = $3 and verified_at is null and last_asked_at < $5 returning 1`,
    [tx.tenantId, optOutId, attemptId, new Date(nowMs), new Date(nowMs - ASK_AGAIN_MS)],
  );
  return rows.length > 0;
}

/** Closes the receipt and puts it on record, place by place. */
async function settle(
  tx: TenantTx,
  optOutId: string,
  row: OpenOptOut,
  status: 'proven' | 'undone',
  nowMs: number,
): Promise<Look> {
  const times = {
    receivedAt: row.received_at.getTime(),
    suppressedAt: row.suppressed_at.getTime(),
    enforcedAt: row.enforced_at?.getTime() ?? null,
    proven: status === 'proven',
  };
  const proof = receiptProof(times, await readEffects(tx, optOutId));
  const places = proof.places.map(({ place, state, found, doneMs, overMs }) => ({
    place,
    state,
    found,
    doneMs,
    overMs,
  }));
  const [ledgerId] = await appendLedger(tx, nowMs, [
    {
      kind: 'receipt',
      campaignId: row.campaign_id,
      attemptId: row.attempt_id,
      numberHmac: row.number_hmac,
      actor: 'engine',
      body: {
        ...{ optOutId, status, places, effectiveMs: proof.effectiveMs, carrierMs: proof.carrierMs },
        slowest: proof.slowest?.place ?? null,
      },
    },
  ]);
  await tx.query(
    `update opt_outs set status = $3, settled_at = $4, checks = checks + 1, ledger_ids = ledger_ids || $5::uuid
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, optOutId, status, new Date(nowMs), ledgerId],
  );
  await addEvents(tx, nowMs, [
    { type: `opt-out.${status}`, data: { optOutId, effectiveMs: proof.effectiveMs, carrierMs: proof.carrierMs } },
  ]);
  return { status, waitingFor: [], outbox: [] };
}
