import { type DncVersionRow, VERSION_COLUMNS, VERSIONS } from '../../../database/dnc/dnc-version.ts';
import { DAY_MS } from '../../../domain/time.ts';
import { RegistryLists } from '../../contract/dnc.ts';
import { defineRoute } from '../../http/route.ts';
import { presentVersion } from './present-version.ts';

type ListRow = {
  id: string;
  list: string;
  own: boolean;
  subscription_id: string | null;
  account: string | null;
  areas: number[] | null;
  expires_at: Date | null;
};

export const listRegistries = defineRoute({
  id: 'listRegistries',
  method: 'get',
  path: '/api/v1/dnc/lists',
  tag: 'Do not call',
  summary: 'The registries that your tenant may ask, and how old they are',
  access: 'dnc:read',
  responses: { 200: { description: 'All of them.', body: RegistryLists } },
  async handler({ tx }, deps) {
    const lists = await tx.query<ListRow>(
      `select l.id, l.list, l.tenant_id = $1 as own, s.id as subscription_id, s.account, s.areas, s.expires_at
       from dnc_lists l
       left join dnc_subscriptions s on s.tenant_id = $1 and s.list_id = l.id and s.accepted_at is not null
         and s.ended_at is null
       order by l.list, l.id`,
      [tx.tenantId],
    );
    const inForce = await tx.query<DncVersionRow>(
      `select ${VERSION_COLUMNS} from ${VERSIONS} where v.status = 'active' and v.list_id = any($1::uuid[])`,
      [lists.map(({ id }) => id)],
    );
    const items = lists.map((row) => {
      const version = inForce.find(({ list_id }) => list_id === row.id);
      return {
        id: row.id,
        list: row.list,
        own: row.own,
        subscriptionId: row.subscription_id,
        account: row.account,
        boughtAreas: row.areas,
        expiresAt: row.expires_at?.toISOString() ?? null,
        inForce: version ? presentVersion(version) : null,
        daysLeft: version ? Math.floor(((version.valid_until.getTime() - deps.now()) / DAY_MS) * 10) / 10 : null,
      };
    });
    return { status: 200, body: { items } };
  },
});
