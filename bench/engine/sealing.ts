import { sealAll, startSealing } from '../../temporal/seal-ledger.ts';
import type { EngineStand } from '../../testing/stand/engine-stand.ts';
import { mean, quantile, round } from './figures.ts';
import { run, seed } from './our-runner.ts';

/** CPU of everything that takes part, this process among it, milliseconds an attempt. */
export type CostOf = (size: number, work: () => Promise<void>) => Promise<number>;

/**
 * Blocks of the same campaign in turn with sealing and without. The stand's worker seals nothing; this process does, in
 * the same way and at the same pace, so that it can be switched. The order changes from pair to pair: what grows over a
 * run counts for both alike. The share is the median of the pairs, beside how far they are apart; what a block without
 * left behind is sealed after it and measured alone, where nothing else can be taken for it.
 */
export async function sealing(
  stand: EngineStand,
  { blocks, size, rate, costOf }: { blocks: number; size: number; rate: number; costOf: CostOf },
): Promise<Record<string, unknown>> {
  const costs = { on: [] as number[], off: [] as number[], alone: [] as number[] };
  // The first pair warms up caches and compilers.
  for (let block = 0; block <= blocks; block += 1) {
    for (const kind of block % 2 === 0 ? (['off', 'on'] as const) : (['on', 'off'] as const)) {
      const seeded = await seed(stand, { leads: size, callsPerSecond: rate, maxConcurrentCalls: size });
      const cost = await costOf(size, async () => {
        const sealer = kind === 'on' ? startSealing(depsOf(stand)) : undefined;
        await run(stand, seeded, size);
        await sealer?.stop();
        if (sealer) await sealAll(depsOf(stand));
      });
      // Not the next block's to seal.
      const alone = kind === 'off' ? await costOf(size, () => sealLeftOver(stand)) : undefined;
      if (block > 0) costs[kind].push(cost);
      if (block > 0 && alone !== undefined) costs.alone.push(alone);
      const after = alone === undefined ? '' : `, sealed afterwards for ${round(alone, 2)} ms`;
      const warmUp = block === 0 ? ' (warm-up)' : '';
      console.log(`block ${block}${warmUp}, sealing ${kind}: ${round(cost)} ms an attempt${after}`);
    }
  }
  const off = mean(costs.off);
  const shares = costs.on.map((on, pair) => (on / (costs.off[pair] ?? Number.NaN) - 1) * 100);
  return {
    sealingPairs: blocks,
    cpuMsWithSealing: round(mean(costs.on)),
    cpuMsWithoutSealing: round(off),
    sealingSharePercent: round(quantile(shares, 0.5), 2),
    sealingShareFrom: round(Math.min(...shares), 2),
    sealingShareTo: round(Math.max(...shares), 2),
    sealingAloneMs: round(mean(costs.alone), 2),
    sealingAlonePercent: round((mean(costs.alone) / off) * 100, 2),
    ...(await countEntries(stand)),
  };
}

function depsOf({ database, keyring }: EngineStand) {
  return { database, keyring, clock: { now: () => Date.now() }, logger: console };
}

async function sealLeftOver(stand: EngineStand): Promise<void> {
  while ((await sealAll(depsOf(stand))) > 0);
}

async function countEntries(stand: EngineStand): Promise<Record<string, number>> {
  const tenants = await stand.database.outsideTenants<{ id: Parameters<typeof stand.database.inTenant>[0] }>(
    'select tenant_ids() as id',
  );
  let [sealed, heads] = [0, 0];
  for (const { id } of tenants) {
    const [row] = await stand.database.inTenant(id, (tx) =>
      tx.query<{ sealed: string; heads: string }>(
        'select coalesce(max(size), 0) as sealed, count(*) as heads from ledger_heads',
      ),
    );
    sealed += Number(row?.sealed);
    heads += Number(row?.heads);
  }
  return { entriesSealed: sealed, headsSigned: heads };
}
