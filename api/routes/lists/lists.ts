import { List as ListEntity } from '../../../database/entities/list.ts';
import { Tenant } from '../../../database/entities/tenant.ts';
import { idParams } from '../../contract/id.ts';
import { List, ListCreate, ListPage, ListQuery, ListUpdate } from '../../contract/lists.ts';
import type { TenantTx } from '../../../database/connect.ts';
import { requireVersion } from '../../http/etag.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { conflict, notFound } from '../../http/problem.ts';
import { requireCountry } from '../../http/require-country.ts';
import { defineRoute } from '../../http/route.ts';

type ListRow = {
  id: string;
  name: string;
  default_country: string;
  reimport_policy: List['reimportPolicy'];
  consent: Record<string, unknown>;
  version: number;
  created_at: Date;
  archived_at: Date | null;
  leads: number;
};

const COLUMNS = `l.id, l.name, l.default_country, l.reimport_policy, l.consent, l.version, l.created_at, l.archived_at,
  (select count(*)::int from leads where tenant_id = l.tenant_id and list_id = l.id) as leads`;

export const listLists = defineRoute({
  id: 'listLists',
  method: 'get',
  path: '/api/v1/lists',
  tag: 'Lists',
  summary: 'List lists, newest first',
  access: 'lists:read',
  query: ListQuery,
  responses: { 200: { description: 'One page of lists.', body: ListPage } },
  async handler({ tx, query }) {
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const rows = await tx.query<ListRow>(
      `select ${COLUMNS} from lists l
       where l.tenant_id = $1 and ($2::uuid is null or l.id < $2) and ($3 or l.archived_at is null)
         and ($4::text is null or position(lower($4) in lower(l.name)) > 0)
       order by l.id desc limit $5`,
      [tx.tenantId, cursor?.[0] ?? null, query.archived, query.search ?? null, query.limit + 1],
    );
    return { status: 200, body: pageFrom(rows, query.limit, presentList, (row) => [row.id]) };
  },
});

export const postList = defineRoute({
  id: 'createList',
  method: 'post',
  path: '/api/v1/lists',
  tag: 'Lists',
  summary: 'Create a list',
  access: 'lists:write',
  idempotent: true,
  body: ListCreate,
  responses: { 201: { description: 'The new, empty list.', body: List } },
  async handler({ tx, em, body }) {
    requireCountry(body.defaultCountry);
    if (await em.findOne(ListEntity, { tenantId: tx.tenantId, name: body.name })) {
      throw conflict(
        'name-taken',
        'A list of this name exists already. Import into that one, or choose another name.',
        [{ field: 'name', message: 'A list has it already.', remedy: 'Choose another name.' }],
      );
    }
    const country = body.defaultCountry ?? (await em.findOneOrFail(Tenant, { id: tx.tenantId })).defaultCountry;
    const row = em.create(ListEntity, {
      tenantId: tx.tenantId,
      name: body.name,
      defaultCountry: country,
      reimportPolicy: body.reimportPolicy ?? 'skip',
      consent: body.consent ?? {},
    });
    await em.flush();
    const list = await findList(tx, row.id);
    return { status: 201, body: list, version: list.version, headers: { location: `/api/v1/lists/${list.id}` } };
  },
});

export const getList = defineRoute({
  id: 'getList',
  method: 'get',
  path: '/api/v1/lists/:id',
  tag: 'Lists',
  summary: 'One list',
  access: 'lists:read',
  params: idParams(),
  responses: { 200: { description: 'The list.', body: List } },
  async handler({ tx, params }) {
    const list = await findList(tx, params.id);
    return { status: 200, body: list, version: list.version };
  },
});

export const patchList = defineRoute({
  id: 'updateList',
  method: 'patch',
  path: '/api/v1/lists/:id',
  tag: 'Lists',
  summary: 'Change a list',
  access: 'lists:write',
  conditional: true,
  params: idParams(),
  body: ListUpdate,
  responses: { 200: { description: 'The list as it is now.', body: List } },
  async handler({ tx, em, params, body, ifMatch }) {
    requireCountry(body.defaultCountry);
    const row = await em.findOne(ListEntity, { tenantId: tx.tenantId, id: params.id });
    if (!row) throw notFound('list');
    requireVersion(ifMatch, row.version);
    if (body.name !== undefined) row.name = body.name;
    if (body.defaultCountry !== undefined) row.defaultCountry = body.defaultCountry;
    if (body.reimportPolicy !== undefined) row.reimportPolicy = body.reimportPolicy;
    if (body.consent !== undefined) row.consent = body.consent ?? {};
    await em.flush();
    const list = await findList(tx, params.id);
    return { status: 200, body: list, version: list.version };
  },
});

export const deleteList = defineRoute({
  id: 'archiveList',
  method: 'delete',
  path: '/api/v1/lists/:id',
  tag: 'Lists',
  summary: 'Archive a list',
  description: 'Refused while a campaign that is not over uses it.',
  access: 'lists:write',
  conditional: true,
  params: idParams(),
  responses: { 204: { description: 'Archived.' } },
  async handler({ tx, em, params, ifMatch }) {
    const row = await em.findOne(ListEntity, { tenantId: tx.tenantId, id: params.id });
    if (!row) throw notFound('list');
    requireVersion(ifMatch, row.version);
    const [used] = await tx.query<{ name: string }>(
      `select c.name from campaign_lists cl join campaigns c on c.tenant_id = cl.tenant_id and c.id = cl.campaign_id
       where cl.tenant_id = $1 and cl.list_id = $2 and c.status in ('running', 'paused', 'stopping') limit 1`,
      [tx.tenantId, params.id],
    );
    if (used) throw conflict('list-in-use', `The campaign “${used.name}” uses this list. Stop it first.`);
    row.archivedAt ??= new Date();
    await em.flush();
    return { status: 204, body: undefined };
  },
});

/** @throws Problem 404 */
export async function findList(tx: TenantTx, id: string): Promise<List> {
  const [row] = await tx.query<ListRow>(`select ${COLUMNS} from lists l where l.tenant_id = $1 and l.id = $2`, [
    tx.tenantId,
    id,
  ]);
  if (!row) throw notFound('list');
  return presentList(row);
}

function presentList(row: ListRow): List {
  return {
    id: row.id,
    name: row.name,
    defaultCountry: row.default_country,
    reimportPolicy: row.reimport_policy,
    consent: List.shape.consent.catch(null).parse(row.consent),
    leads: row.leads,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    archivedAt: row.archived_at?.toISOString() ?? null,
  };
}
