import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { instant } from './columns.ts';

/** The row that is locked while leases under one limit are counted. Only definer functions touch it. */
export const Limiter = defineEntity({
  name: 'Limiter',
  tableName: 'limiters',
  properties: {
    kind: p.text().$type<'agent' | 'campaign' | 'tenant' | 'trunk' | 'voice'>().primary(),
    id: p.uuid().primary(),
    lastSlotAt: instant().nullable(),
  },
});
export type Limiter = InferEntity<typeof Limiter>;
