import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { Speaker } from '../../domain/vocabulary.ts';
import { instant, jsonObject, tenantKey } from './columns.ts';

/** What one side said, sealed, with what each part of the answer took. Partitioned by month. */
export const Turn = defineEntity({
  name: 'Turn',
  tableName: 'turns',
  properties: {
    tenantId: tenantKey(),
    callId: p.uuid().primary(),
    index: p.integer().primary(),
    speaker: p.text().$type<Speaker>(),
    textEnc: p.blob().$type<Buffer>(),
    keyId: p.text(),
    startedAt: instant(),
    endedAt: instant().nullable(),
    interrupted: p.boolean().default(false),
    latency: jsonObject(),
  },
});
export type Turn = InferEntity<typeof Turn>;
