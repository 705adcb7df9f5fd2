import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../database/connect.ts';
import { sealBatch } from '../database/ledger/seal-batch.ts';
import { currentSigner } from '../database/ledger/signing-keys.ts';
import type { TenantId } from '../domain/ids.ts';
import type { Keyring } from '../keyring/keyring.ts';

export interface SealerDeps {
  database: Pick<Database, 'inTenant' | 'outsideTenants'>;
  keyring: Keyring;
  clock: { now(): number };
  logger: { error(object: object, message: string): void };
}

/** An entry is sealed within this and the time of one round; more than a batch of them, at once. */
export const SEAL_EVERY_MS = 5_000;

/**
 * Seals what every tenant's ledger has waiting, batch after batch. Resolves with the number of heads signed. A tenant
 * that fails is logged and left to the next round; the others go on. A database that was loaded from a dump has the
 * ledger's count taken up first, since nothing is appended or sealed before.
 */
export async function sealAll(deps: SealerDeps): Promise<number> {
  const [count] = await deps.database.outsideTenants<{ resumed: boolean }>('select ledger_resume_count() as resumed');
  if (count?.resumed) deps.logger.error({}, 'a dump was loaded: the count of the ledger goes on above what was kept');
  const due = await deps.database.outsideTenants<{ ledger_due: TenantId }>('select ledger_due()');
  let heads = 0;
  for (const { ledger_due: tenantId } of due) {
    try {
      while (await sealOnce(deps, tenantId)) heads += 1;
    } catch (error) {
      deps.logger.error({ err: error, tenantId }, 'the ledger could not be sealed; tried again in the next round');
    }
  }
  return heads;
}

async function sealOnce({ database, keyring, clock }: SealerDeps, tenantId: TenantId): Promise<boolean> {
  const head = await database.inTenant(tenantId, async (tx) =>
    sealBatch(tx, await currentSigner(tx, keyring, clock.now()), clock.now()),
  );
  return head !== undefined;
}

/**
 * Seals in rounds until stopped, beside the engine's work: it reads committed entries, so no dial ever waits for it.
 * Several processes may do this: a lock for each tenant lets one of them seal at a time.
 */
export function startSealing(deps: SealerDeps, everyMs = SEAL_EVERY_MS): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const rounds = (async () => {
    while (!stopping.signal.aborted) {
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      try {
        await sealAll(deps);
      } catch (error) {
        deps.logger.error({ err: error }, 'the ledgers that are to be sealed could not be read');
      }
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await rounds;
    },
  };
}
