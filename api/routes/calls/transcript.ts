import { z } from 'zod';
import type { TenantTx } from '../../../database/connect.ts';
import { type Keyring, SEAL } from '../../../keyring/keyring.ts';
import { permits } from '../../auth/policy.ts';
import type { Principal } from '../../auth/principal.ts';
import type { CallDetail } from '../../contract/calls.ts';

type TurnRow = {
  index: number;
  speaker: CallDetail['transcript']['turns'][number]['speaker'];
  text_enc: Buffer;
  key_id: string;
  started_at: Date;
  ended_at: Date | null;
  interrupted: boolean;
  latency: unknown;
};

const Total = z.object({ totalMs: z.number() });

/** What was said, opened for those who may read it; how fast the agent answered, for everybody. */
export async function readTranscript(
  tx: TenantTx,
  callId: string,
  principal: Principal,
  keyring: Keyring,
): Promise<Pick<CallDetail, 'transcript' | 'latency'>> {
  const rows = await tx.query<TurnRow>(
    `select index, speaker, text_enc, key_id, started_at, ended_at, interrupted, latency from turns
     where tenant_id = $1 and call_id = $2 order by index limit 5000`,
    [tx.tenantId, callId],
  );
  const totals = rows.flatMap(({ latency }) => {
    const read = Total.safeParse(latency);
    return read.success ? [read.data.totalMs] : [];
  });
  const visible = permits(principal, 'transcripts:read').allowed;
  return {
    transcript: { visible, turns: visible ? rows.map((row) => presentTurn(row, keyring)) : [] },
    latency: { turns: totals.length, medianMs: quantile(totals, 0.5), p95Ms: quantile(totals, 0.95) },
  };
}

function presentTurn(row: TurnRow, keyring: Keyring) {
  return {
    index: row.index,
    speaker: row.speaker,
    text: keyring.open({ keyId: row.key_id, data: row.text_enc }, SEAL.transcript).toString('utf8'),
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    interrupted: row.interrupted,
    latency: row.latency,
  };
}

/** Nearest rank; null without any value. */
function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}
