import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../database/connect.ts';
import type { EngineStand } from '../../testing/stand/engine-stand.ts';
import { ONE_ATTEMPT, type Seeded, seedCampaign, type StandCampaign } from '../../testing/stand/seed-campaign.ts';

export interface OurRun extends Seeded {
  /** Moments of the dials against their slots, milliseconds late. */
  lateMs: number[];
  attemptIds: string[];
}

/** Runs a campaign of fake calls to its end: measured from its start, seeding not included. */
export async function seed(stand: EngineStand, wanted: StandCampaign): Promise<Seeded> {
  return seedCampaign(stand.database, stand.keyring, { retries: ONE_ATTEMPT, ...wanted });
}

export async function run(stand: EngineStand, seeded: Seeded, leads: number): Promise<OurRun> {
  await stand.startCampaign(seeded);
  // Asking is counted among our costs, so it is seldom.
  while ((await endedAttempts(stand.database, seeded)) < leads) await pause(500);
  const rows = await stand.database.inTenant(seeded.tenantId, (tx) =>
    tx.query<{ id: string; late: number }>(
      `select id, extract(epoch from dial_started_at - due_at)::float8 * 1000 as late from attempts where dial_started_at is not null`,
    ),
  );
  return { ...seeded, lateMs: rows.map(({ late }) => late), attemptIds: rows.map(({ id }) => id) };
}

async function endedAttempts(database: Database, { tenantId }: Seeded): Promise<number> {
  const [row] = await database.inTenant(tenantId, (tx) =>
    tx.query<{ n: number }>(
      `select count(*)::int as n from attempts where state = 'ended' and dial_started_at is not null`,
    ),
  );
  return row?.n ?? 0;
}
