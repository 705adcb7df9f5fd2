import type { Logger } from 'pino';
import type { Database } from '../database/connect.ts';
import type { TenantId } from '../domain/ids.ts';

const EVERY_MS = 10 * 60_000;

/** Keeps the month's partitions ahead and lets go of answers, tokens, counts and worker rows that nobody needs any more. */
export function startHousekeeping(database: Database, log: Logger): { stop(): void } {
  const tick = () => {
    tidy(database).catch((error: unknown) => log.warn({ err: error }, 'housekeeping failed, it tries again later'));
  };
  const timer = setInterval(tick, EVERY_MS);
  tick();
  return { stop: () => clearInterval(timer) };
}

/** Idempotency answers live a day, refresh tokens until a week after their end. */
export async function tidy(database: Database): Promise<void> {
  await database.outsideTenants('select ensure_partitions()');
  await database.outsideTenants(`delete from voice_workers where heartbeat_at < now() - interval '1 day'`);
  await database.outsideTenants('delete from request_counts where minute < extract(epoch from now()) / 60 - 5');
  const tenants = await database.outsideTenants<{ id: TenantId }>('select tenant_ids() as id');
  for (const { id } of tenants) {
    await database.inTenant(id, async (tx) => {
      await tx.query(`delete from idempotency_keys where created_at < now() - interval '1 day'`);
      // Their room is long gone; the hint that it went was lost.
      await tx.query(
        `update calls set state = 'ended', ended_at = now(), disposition = 'completed'
         where kind = 'test' and state <> 'ended' and due_at < now() - interval '2 hours'`,
      );
      await tx.query(`delete from refresh_tokens where expires_at < now() - interval '7 days'`);
    });
  }
}
