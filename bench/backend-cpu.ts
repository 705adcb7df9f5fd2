import { readFileSync } from 'node:fs';
import type { Database } from '../database/connect.ts';

const TICK_MICROSECONDS = 10_000;

/** Processor time of the database connections that are open now, microseconds; null where /proc does not tell it. */
export async function backendCpu(database: Database): Promise<number | null> {
  const backends = await database.outsideTenants<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database()`,
  );
  try {
    return backends.reduce((sum, { pid }) => {
      // Fields 14 and 15 of proc(5): user and system time.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return sum + (Number(fields[11]) + Number(fields[12])) * TICK_MICROSECONDS;
    }, 0);
  } catch {
    return null;
  }
}
