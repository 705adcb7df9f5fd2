import type { Database } from '../../database/connect.ts';
import { AREA_CODES, sequence } from './synthetic-lines.ts';

type Say = (figures: Record<string, unknown>) => void;

/** The same question to a JavaScript Set. One holds at most 2^24 values, which is a fifteenth of the registry. */
export function compareSet(size: number, say: Say): void {
  const next = numbers(11);
  const before = process.memoryUsage().rss;
  const buildAt = performance.now();
  const set = new Set<number>();
  while (set.size < size) set.add(next());
  const buildSeconds = (performance.now() - buildAt) / 1000;
  const lookups = 5_000_000;
  const asked = new Float64Array(lookups);
  for (let n = 0; n < lookups; n++) asked[n] = next();
  let listed = 0;
  const startedAt = performance.now();
  for (const number of asked) if (set.has(number)) listed += 1;
  const seconds = (performance.now() - startedAt) / 1000;
  say({
    bench: 'a JavaScript Set',
    numbers: size,
    insertsPerSecond: Math.round(size / buildSeconds),
    lookupsPerSecond: Math.round(lookups / seconds),
    listed,
    bytesPerNumber: Math.round((process.memoryUsage().rss - before) / size),
  });
}

/** The same question to a table with a primary key, one number at a time and a thousand at a time. */
export async function comparePostgres(database: Database, size: number, say: Say): Promise<void> {
  const client = await database.pool.connect();
  try {
    // Temporary: the application's role makes no other tables. Its own buffers are made large enough to hold it.
    await client.query(`set temp_buffers = '256MB'`);
    await client.query('create temporary table registry_numbers (number bigint primary key)');
    const fillAt = performance.now();
    await client.query(
      `insert into registry_numbers
       select distinct (201 + 2 * (random() * 334)::int)::bigint * 10000000 + 2000000 + (random() * 7999999)::bigint
       from generate_series(1, $1::int)`,
      [size],
    );
    const fillSeconds = (performance.now() - fillAt) / 1000;
    await client.query('analyze registry_numbers');
    const { rows } = await client.query<{ bytes: string; n: string }>(
      `select pg_total_relation_size('registry_numbers') as bytes, count(*) as n from registry_numbers`,
    );
    const next = numbers(13);
    const single = new Float64Array(5_000);
    for (let n = 0; n < single.length; n++) {
      const startedAt = performance.now();
      await client.query({ name: 'one', text: 'select 1 from registry_numbers where number = $1', values: [next()] });
      single[n] = performance.now() - startedAt;
    }
    single.sort();
    const batchAt = performance.now();
    const batches = 50;
    for (let n = 0; n < batches; n++) {
      const asked = Array.from({ length: 1_000 }, next);
      await client.query({
        name: 'many',
        text: 'select number from registry_numbers where number = any($1::bigint[])',
        values: [asked],
      });
    }
    const bytes = Number(rows[0]?.bytes ?? 0);
    const count = Number(rows[0]?.n ?? 1);
    say({
      bench: 'a Postgres table with a primary key',
      numbers: count,
      insertsPerSecond: Math.round(count / fillSeconds),
      bytesPerNumber: Math.round(bytes / count),
      gigabytesAtFullSize: Math.round(((bytes / count) * 258.5e6) / 1e8) / 10,
      p50Ms: single[2_500],
      p99Ms: single[4_950],
      lookupsPerSecondByThousands: Math.round((batches * 1_000) / ((performance.now() - batchAt) / 1000)),
    });
  } finally {
    client.release(true);
  }
}

function numbers(seed: number): () => number {
  const next = sequence(seed);
  return () =>
    (AREA_CODES[(next() >>> 4) % AREA_CODES.length] ?? 0) * 10_000_000 + 2_000_000 + ((next() >>> 4) % 8_000_000);
}
