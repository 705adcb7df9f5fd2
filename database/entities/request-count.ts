import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** What one asker asked of the API in one minute, over all its processes. */
export const RequestCount = defineEntity({
  name: 'RequestCount',
  tableName: 'request_counts',
  properties: {
    key: p.blob().$type<Buffer>().primary(),
    minute: p.bigint('number').primary(),
    count: p.integer(),
  },
});
export type RequestCount = InferEntity<typeof RequestCount>;
