import type { TenantTx } from '../database/connect.ts';
import { readLists } from '../database/dnc/read-lists.ts';
import type { ListFact } from '../domain/compliance/facts.ts';
import type { E164 } from '../domain/ids.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Registry } from './create-registry.ts';

export interface NumberToLookAt {
  readonly number: E164;
  /** The keyed index under which the own lists have it. */
  readonly index: Buffer;
}

/**
 * What every list that the tenant holds says of numbers, own lists first, in the numbers' order: one round trip to
 * Postgres, then a byte a number and registry. @throws when Postgres does.
 */
export async function lookAtAllLists(
  registry: Pick<Registry, 'look'>,
  tx: TenantTx,
  { numbers, campaignId, nowMs }: { numbers: readonly NumberToLookAt[]; campaignId: string | null; nowMs: EpochMs },
): Promise<ListFact[][]> {
  const { own, holdings } = await readLists(tx, { numbers: numbers.map(({ index }) => index), campaignId, nowMs });
  const registries = await registry.look(
    tx,
    numbers.map(({ number }) => number),
    nowMs,
    holdings,
  );
  return numbers.map((_, n) => [...(own[n] ?? []), ...(registries[n] ?? [])]);
}
