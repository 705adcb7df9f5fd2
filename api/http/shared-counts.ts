import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from 'express-rate-limit';
import type { Logger } from 'pino';
import type { Database } from '../../database/connect.ts';

/** Requests of a minute, counted here and summed with those of the other API processes. */
export interface SharedCounts {
  /** Counts of one limit. `waitMs`: how long a request may wait to hear what the others counted; 0: it never waits. */
  storeOf(limit: string, options: { waitMs: number }): Store;
}

interface Count {
  readonly key: Buffer;
  /** Counted here. */
  own: number;
  /** Of those, how many the table has. */
  told: number;
  /** In the table when it was last asked: everybody's. */
  total: number;
}

const MINUTE_MS = 60_000;
const EVERY_MS = 1_000;

/**
 * Each process counts by itself and tells the table each second what it counted, in one statement that answers with
 * everybody's sums. While the database is slow or away, requests are limited by what is known here: each process allows
 * its share, and none is refused for it. Minutes are those of the wall clock.
 */
export function createSharedCounts(
  database: Pick<Database, 'outsideTenants'>,
  log: Pick<Logger, 'warn'>,
  now: () => number,
): SharedCounts {
  let minute = 0;
  let counts = new Map<string, Count>();
  let telling: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isAway = false;

  function countOf(limit: string, key: string): Count {
    const present = Math.floor(now() / MINUTE_MS);
    if (present !== minute) [minute, counts] = [present, new Map()];
    const name = `${limit} ${key}`;
    const known = counts.get(name);
    if (known) return known;
    // Hashed: addresses of people are nobody's business.
    const fresh = { key: createHash('sha256').update(name).digest().subarray(0, 16), own: 0, told: 0, total: 0 };
    counts.set(name, fresh);
    return fresh;
  }

  function tellSoon(): void {
    timer ??= setTimeout(() => void tellNow(), EVERY_MS).unref();
  }

  /** One at a time: all who come meanwhile wait for the same next one. */
  function tellNow(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    next ??= telling.then(() => {
      next = null;
      telling = tell();
      return telling;
    });
    return next;
  }

  async function tell(): Promise<void> {
    const [told, of] = [[...counts.values()].filter(({ own, told: known }) => own > known), minute];
    if (told.length === 0) return;
    const news = told.map(({ own, told: known }) => own - known);
    try {
      const rows = await database.outsideTenants<{ key: Buffer; count: number }>(
        `insert into request_counts as c (key, minute, count)
         select key, $2, n from unnest($1::bytea[], $3::int[]) as t(key, n) order by key
         on conflict (key, minute) do update set count = c.count + excluded.count returning key, count`,
        [told.map(({ key }) => key), of, news],
      );
      const sums = new Map(rows.map(({ key, count }) => [key.toString('hex'), count]));
      for (const [index, count] of told.entries()) {
        count.told += news[index] ?? 0;
        count.total = sums.get(count.key.toString('hex')) ?? count.total;
      }
      isAway = false;
    } catch (err) {
      if (!isAway) log.warn({ err }, 'requests are limited by each process alone until the database answers');
      isAway = true;
    }
  }

  return {
    storeOf: (limit, { waitMs }) => ({
      prefix: limit,
      localKeys: false,
      async increment(key) {
        const count = countOf(limit, key);
        const resetTime = new Date((minute + 1) * MINUTE_MS);
        count.own += 1;
        if (waitMs === 0) tellSoon();
        else await Promise.race([tellNow(), pause(waitMs, undefined, { ref: false })]);
        return { totalHits: count.total + count.own - count.told, resetTime };
      },
      decrement(key) {
        const count = countOf(limit, key);
        if (count.own > count.told) count.own -= 1;
      },
      resetKey(key) {
        counts.delete(`${limit} ${key}`);
      },
    }),
  };
}
