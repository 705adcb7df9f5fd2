import type { TenantId } from '../../domain/ids.ts';
import { QUEUES, searchAttributes, workflowIds, WORKFLOWS } from '../../workflows/contract.ts';
import type { Database, TenantTx } from '../connect.ts';
import { addEvents } from '../engine/add-events.ts';
import { insertSuppression, type Suppressed, type Suppression } from '../engine/insert-suppression.ts';
import { addToOutbox } from '../engine/outbox.ts';
import { uuidv7 } from '../engine/uuidv7.ts';
import { appendLedger } from '../ledger/append.ts';
import { enforceSuppression, hangUp } from './enforce-suppression.ts';
import { noteEffects } from './note-effects.ts';

export interface OptOutRequest extends Suppression {
  /** What supports it, sealed. */
  evidence: { data: Buffer; keyId: string } | null;
  /** The message or link it came by: a delivery that repeats is the same opt-out. */
  externalId: string | null;
  /** For the ledger: `user <id>`, `api-key <id>`, `call`, `web-form`, `inbox <id>`. Never a name. */
  actor: string;
}

export interface RecordedOptOut extends Suppressed {
  optOutId: string;
  /** Recorded before: the same call, message or link. */
  repeated: boolean;
  /** When it was heard of: the first time, where it is repeated. */
  receivedMs: number;
  /** False: the places could not be looked at just now; the receipt's workflow does. */
  enforced: boolean;
  /** Why not. */
  failure?: unknown;
}

/**
 * Records that somebody does not want to be called, and makes it true: first the entry of the do-not-call list with its
 * receipt and ledger entry, committed; then, in a second transaction, waiting leads, callbacks, queued attempts and calls.
 * What follows is proven by the workflow `receipt:<id>`, which the first transaction leaves in the outbox: a crash between
 * the two, or a Temporal server that is away, delays the proof and not the list. `nowMs` is when it was heard of.
 */
export async function recordOptOut(
  database: Pick<Database, 'inTenant'>,
  tenantId: TenantId,
  request: OptOutRequest,
  nowMs: number,
): Promise<RecordedOptOut> {
  const begun = performance.now();
  const now = () => nowMs + Math.round(performance.now() - begun);
  const written = await database.inTenant(tenantId, (tx) => writeOptOut(tx, request, nowMs, now));
  return enforceOptOut(database, tenantId, written, request, now);
}

/** The second half, once what `writeOptOut` wrote is committed. Never throws: the receipt's workflow does what fails. */
export async function enforceOptOut(
  database: Pick<Database, 'inTenant'>,
  tenantId: TenantId,
  written: WrittenOptOut,
  request: OptOutRequest,
  now: () => number,
): Promise<RecordedOptOut> {
  try {
    return await database.inTenant(tenantId, (tx) => enforceInTx(tx, written, request, now));
  } catch (failure) {
    // The list has it, so nobody is dialled any more. The receipt's workflow ends what is planned or up.
    return { ...written, leadsEnded: 0, live: [], enforced: false, failure };
  }
}

/** What the first half leaves for the second. */
export type WrittenOptOut = Pick<RecordedOptOut, 'optOutId' | 'repeated' | 'receivedMs' | 'added' | 'outbox'>;

async function enforceInTx(
  tx: TenantTx,
  written: WrittenOptOut,
  request: OptOutRequest,
  now: () => number,
): Promise<RecordedOptOut> {
  const found = await enforceSuppression(tx, request, now());
  await noteEffects(tx, written.optOutId, found, now());
  const live = found.calls.flatMap(({ attemptId, own }) => (own ? [] : [attemptId]));
  const signals: string[] = [];
  for (const attemptId of live) signals.push(await hangUp(tx, attemptId, now()));
  await noteEnforced(tx, written.optOutId, now());
  // The calls first: what proves it may come a moment later.
  const outbox = [...signals, ...written.outbox];
  return { ...written, leadsEnded: found.leads.length, live, outbox, enforced: true };
}

/** The first half: entry, receipt, ledger entry and the start of the proof, in the caller's transaction. */
export async function writeOptOut(
  tx: TenantTx,
  request: OptOutRequest,
  nowMs: number,
  now: () => number,
): Promise<WrittenOptOut> {
  const added = await insertSuppression(tx, request, nowMs);
  const optOutId = uuidv7(nowMs);
  const rows = await tx.query<{ id: string }>(
    `insert into opt_outs (tenant_id, id, number_hmac, tail, campaign_id, source, reason, evidence_enc, key_id, external_id,
       attempt_id, created_by, received_at, suppressed_at, newly_listed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     on conflict do nothing returning id`,
    [
      ...[tx.tenantId, optOutId, request.numberHmac, request.tail, request.campaignId, request.source, request.reason],
      ...[request.evidence?.data ?? null, request.evidence?.keyId ?? null, request.externalId, request.attemptId],
      ...[request.createdBy, new Date(nowMs), new Date(now()), added],
    ],
  );
  if (rows.length === 0) return { ...(await knownOptOut(tx, request)), repeated: true, added, outbox: [] };
  const [ledgerId] = await appendLedger(tx, nowMs, [
    {
      kind: 'opt-out',
      campaignId: request.campaignId,
      attemptId: request.attemptId,
      numberHmac: request.numberHmac,
      actor: request.actor,
      body: { optOutId, source: request.source, newlyListed: added },
    },
  ]);
  await tx.query(`update opt_outs set ledger_ids = array[$3::uuid] where tenant_id = $1 and id = $2`, [
    ...[tx.tenantId, optOutId, ledgerId],
  ]);
  await addEvents(tx, nowMs, [
    {
      type: 'opt-out.recorded',
      campaignId: request.campaignId,
      callId: request.attemptId,
      data: { optOutId, source: request.source, newlyListed: added },
    },
  ]);
  const proof = await addToOutbox(tx, nowMs, {
    kind: 'start-workflow',
    payload: {
      workflowType: WORKFLOWS.receipt,
      workflowId: workflowIds.receipt(optOutId),
      taskQueue: QUEUES.campaigns,
      args: [{ tenantId: tx.tenantId, optOutId }],
      reuse: 'reject',
      searchAttributes: { [searchAttributes.tenant.name]: tx.tenantId },
      summary: 'proves that an opt-out is in effect in every place',
    },
  });
  return { optOutId, repeated: false, receivedMs: nowMs, added, outbox: [proof] };
}

/** The opt-out of the same call, message or link. */
async function knownOptOut(
  tx: TenantTx,
  { attemptId, source, externalId }: OptOutRequest,
): Promise<Pick<WrittenOptOut, 'optOutId' | 'receivedMs'>> {
  const [known] = await tx.query<{ id: string; received_at: Date }>(
    `select id, received_at from opt_outs where tenant_id = $1 and (attempt_id = $2 or (source = $3 and external_id = $4)) limit 1`,
    [tx.tenantId, attemptId, source, externalId],
  );
  if (!known) throw new Error('the opt-out was refused as known, and is not known');
  return { optOutId: known.id, receivedMs: known.received_at.getTime() };
}

/**
 * Every place was looked at. The horizon: transactions of a smaller id than this one's may have asked the list before the
 * entry was committed, and put something into a place after the look at it.
 */
export async function noteEnforced(tx: TenantTx, optOutId: string, nowMs: number): Promise<void> {
  const [first] = await tx.query<{ id: string }>(
    `update opt_outs set enforced_at = $3, horizon = pg_current_xact_id()
     where tenant_id = $1 and id = $2 and enforced_at is null returning id`,
    [tx.tenantId, optOutId, new Date(nowMs)],
  );
  if (first) await addEvents(tx, nowMs, [{ type: 'opt-out.enforced', data: { optOutId } }]);
}
