import { randomBytes, randomUUID } from 'node:crypto';
import { aNumber, sealNumber, type TestCampaign, type TestEngine } from './test-engine.ts';

/** Leads whose numbers ring in New York, each with an index of its own. */
export async function manyLeads(
  engine: TestEngine,
  { tenantId, listId, campaignId }: TestCampaign,
  count: number,
): Promise<void> {
  const sealed = sealNumber(engine, aNumber(0));
  const ids = Array.from({ length: count }, () => randomUUID());
  // Table by table: keys are looked up by plans that were made for few rows until the tables are analyzed.
  await engine.rows('insert into persons (tenant_id, id) select $1, unnest($2::uuid[])', [tenantId, ids]);
  await engine.rows('analyze persons');
  await engine.rows(
    `insert into leads (tenant_id, id, list_id, person_id, state, country)
     select $1, id, $3, id, 'NY', 'US' from unnest($2::uuid[]) id`,
    [tenantId, ids, listId],
  );
  await engine.rows('analyze leads');
  await engine.rows(
    `insert into consents (tenant_id, person_id, scope, source, given_at)
     select $1, id, scope, 'web-form', now() - interval '1 year'
     from unnest($2::uuid[]) id, unnest(array['informational', 'telemarketing', 'automated-voice']) scope`,
    [tenantId, ids],
  );
  await engine.rows(
    `insert into lead_phones (tenant_id, lead_id, position, list_id, number_enc, key_id, number_hmac, area, tail)
     select $1, id, 0, $3, $4, $5, hmac, '+1212', '00' from unnest($2::uuid[], $6::bytea[]) as p(id, hmac)`,
    [tenantId, ids, listId, sealed.data, sealed.keyId, ids.map(() => randomBytes(32))],
  );
  await engine.rows(
    `insert into campaign_leads (tenant_id, campaign_id, lead_id, priority) select $1, $2, unnest($3::uuid[]), 5`,
    [tenantId, campaignId, ids],
  );
  await engine.rows('analyze lead_phones, campaign_leads, consents');
}
