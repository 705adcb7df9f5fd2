import type { z } from 'zod';
import type { TenantTx } from '../../../database/connect.ts';
import { readEffects } from '../../../database/receipts/read-effects.ts';
import { type OptOutRow, readLedgerOfOptOut, readOptOut } from '../../../database/receipts/read-opt-outs.ts';
import { receiptProof } from '../../../domain/opt-out-receipt.ts';
import { OPT_OUT_PLACES } from '../../../domain/vocabulary.ts';
import { workflowIds } from '../../../workflows/contract.ts';
import type { ApiConfig } from '../../config.ts';
import type { OptOutReceipt, OptOutSummary } from '../../contract/opt-outs.ts';
import { maskedNumber } from '../../http/masked-number.ts';
import { notFound } from '../../http/problem.ts';
import { temporalLink } from '../../http/temporal-link.ts';

const MOST_EFFECTS = 500;

/** @throws Problem 404 */
export async function presentReceipt(
  tx: TenantTx,
  id: string,
  temporal: ApiConfig['temporal'],
): Promise<z.input<typeof OptOutReceipt>> {
  const row = await readOptOut(tx, id);
  if (!row) throw notFound('opt-out');
  const effects = await readEffects(tx, id);
  const proof = receiptProof(
    {
      receivedAt: row.received_at.getTime(),
      suppressedAt: row.suppressed_at.getTime(),
      enforcedAt: row.enforced_at?.getTime() ?? null,
      proven: row.status === 'proven',
    },
    effects,
  );
  return {
    ...presentOptOut(row),
    ...proof,
    places: proof.places.map((place) => ({ ...place, label: OPT_OUT_PLACES[place.place] })),
    checks: row.checks,
    effects: effects.slice(0, MOST_EFFECTS).map((effect) => ({
      ...effect,
      foundAt: new Date(effect.foundAt).toISOString(),
      doneAt: iso(effect.doneAt),
      overAt: iso(effect.overAt),
      verifiedAt: iso(effect.verifiedAt),
    })),
    ledger: await readLedgerOfOptOut(tx, id),
    workflowId: workflowIds.receipt(id),
    workflowUrl: temporalLink(temporal, workflowIds.receipt(id)),
  };
}

export function presentOptOut(row: OptOutRow): z.input<typeof OptOutSummary> {
  return {
    id: row.id,
    number: maskedNumber(row.tail),
    campaignId: row.campaign_id,
    source: row.source,
    reason: row.reason,
    callId: row.attempt_id,
    createdBy: row.created_by,
    newlyListed: row.newly_listed,
    receivedAt: row.received_at.toISOString(),
    suppressedAt: row.suppressed_at.toISOString(),
    status: row.status,
    settledAt: row.settled_at?.toISOString() ?? null,
  };
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
