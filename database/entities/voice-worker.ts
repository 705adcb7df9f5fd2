import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { insertedAt } from './columns.ts';

/** A voice worker that was heard from, and how many calls it can carry. */
export const VoiceWorker = defineEntity({
  name: 'VoiceWorker',
  tableName: 'voice_workers',
  properties: {
    name: p.text().primary(),
    capacity: p.integer(),
    active: p.integer(),
    ready: p.integer(),
    warm: p.integer().nullable(),
    refillMs: p.integer().nullable(),
    buildId: p.text().default(''),
    heartbeatAt: insertedAt(),
  },
});
export type VoiceWorker = InferEntity<typeof VoiceWorker>;
