import { p, sql } from '@mikro-orm/postgresql';
import type { TenantId } from '../../domain/ids.ts';

/**
 * The kinds of columns that entities are made of. Keys are plain scalars, [tenantId, id]: a relation would be joined
 * without being asked, and a lock on a lead would then lock its list too.
 */

/** First part of every tenant's key. */
export const tenantKey = () => p.uuid().$type<TenantId>().primary();

/** Second part of a key that Postgres makes when none is given: a UUIDv7, so that keys are in order of time. */
export const generatedKey = () => p.uuid().primary().default(sql`uuidv7()`);

/** An instant. */
export const instant = () => p.datetime().columnType('timestamptz');

/** The instant of the insert, by the database's clock. */
export const insertedAt = () => instant().default(sql`now()`);

/** The instant of the last change made through an entity. */
export const changedAt = () => insertedAt().onUpdate(() => new Date());

/** JSON object, `{}` when absent. */
export const jsonObject = () => p.json().$type<Record<string, unknown>>().default(sql`'{}'`);

/** JSON array, `[]` when absent. */
export const jsonArray = () => p.json().$type<unknown[]>().default(sql`'[]'`);
