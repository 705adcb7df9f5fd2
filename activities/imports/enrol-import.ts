import { enrolInCampaignsOfList } from '../../database/engine/enrol-leads.ts';
import type { CampaignId } from '../../domain/ids.ts';
import type { ImportDeps } from './deps.ts';
import { readImport } from './import-row.ts';
import type { ImportRef } from './interface.ts';

/** Leads a transaction: short enough that a claim never waits long for its locks. */
const BATCH = 5_000;

/** See ImportActivities. */
export async function enrolImport(
  { database }: Pick<ImportDeps, 'database'>,
  { tenantId, importId }: ImportRef,
): Promise<{ campaigns: CampaignId[] }> {
  const { list_id: listId } = await database.inTenant(tenantId, (tx) => readImport(tx, importId));
  const campaigns = new Set<CampaignId>();
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const last = await database.inTenant(tenantId, async (tx) => {
      const leads = await tx.query<{ id: string }>(
        `select id from leads where tenant_id = $1 and list_id = $2 and id > $3 and import_id = $4
           and exists (select 1 from campaign_lists where tenant_id = $1 and list_id = $2)
         order by id limit $5`,
        [tenantId, listId, after, importId, BATCH],
      );
      const leadIds = leads.map(({ id }) => id);
      if (leadIds.length === 0) return null;
      for (const campaign of await enrolInCampaignsOfList(tx, { listId, leadIds })) campaigns.add(campaign);
      return leadIds.at(-1) ?? null;
    });
    if (last === null) return { campaigns: [...campaigns] };
    after = last;
  }
}
