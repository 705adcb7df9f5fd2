import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { CampaignId } from '../../domain/ids.ts';
import type { OptOutPlace } from '../../domain/vocabulary.ts';
import { generatedKey, instant, tenantKey } from './columns.ts';

/** What an opt-out found in one place, and what became of it. */
export const OptOutEffect = defineEntity({
  name: 'OptOutEffect',
  tableName: 'opt_out_effects',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    optOutId: p.uuid(),
    place: p.text().$type<Exclude<OptOutPlace, 'suppression-list'>>(),
    ref: p.uuid(),
    campaignId: p.uuid().$type<CampaignId>().nullable(),
    action: p.text(),
    foundAt: instant(),
    doneAt: instant().nullable(),
    overAt: instant().nullable(),
    verifiedAt: instant().nullable(),
    askedAgain: p.integer().default(0),
    lastAskedAt: instant().nullable(),
  },
});
export type OptOutEffect = InferEntity<typeof OptOutEffect>;
