import type { EntitySchema } from '@mikro-orm/postgresql';

/** Every entity, for MikroORM's discovery. */
export const entities: EntitySchema[] = [];
