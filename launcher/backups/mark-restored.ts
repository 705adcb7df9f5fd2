import pg from 'pg';

/** Above any revision that a campaign's workflow, which may be newer than the database now, has acted upon. */
const REVISION_LEAP = 1_000_000;

/**
 * Marks the database as restored: attempts from before this moment are fenced, never continued, because what became of
 * them is not in it. Running campaigns are paused: leads that were called after the backup look uncalled, and a person
 * decides whether they are called again. Resolves with the number of campaigns paused.
 */
export async function markRestored(ownerUrl: string, now: Date): Promise<number> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('begin');
    await owner.query(
      `insert into installation (key, value) values ('restored_at', to_jsonb($1::text))
       on conflict (key) do update set value = excluded.value, updated_at = now()`,
      [now.toISOString()],
    );
    await owner.query('update campaigns set revision = revision + $1', [REVISION_LEAP]);
    const { rowCount } = await owner.query(
      `update campaigns set status = 'paused', updated_at = now() where status = 'running'`,
    );
    await owner.query('commit');
    return rowCount ?? 0;
  } finally {
    await owner.end();
  }
}
