import { addEvents } from '../../../database/engine/add-events.ts';
import { lookAgainAtWindow } from '../../../database/engine/look-again.ts';
import { addToOutbox } from '../../../database/engine/outbox.ts';
import { wakeCampaignEffect } from '../../../database/engine/campaign-effects.ts';
import type { CampaignId, TenantId } from '../../../domain/ids.ts';
import { nameOf } from '../../auth/principal.ts';
import {
  Campaign,
  CampaignCreate,
  CampaignPage,
  CampaignQuery,
  CampaignUpdate,
  CloneBody,
} from '../../contract/campaigns.ts';
import { idParams } from '../../contract/id.ts';
import type { TenantTx } from '../../../database/connect.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { requireVersion } from '../../http/etag.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { conflict, invalid } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { type CampaignRow, presentCampaign, readCampaign, selectCampaigns } from './campaign-row.ts';
import { answerThenDeliver } from '../../effects/answer-then-deliver.ts';
import { lastProblems, requireSaveable, requireStillReady, startProblems } from './campaign-problems.ts';
import { followLists } from './follow-lists.ts';
import { letRetries } from './retries-change.ts';
import { columnsOf, requireReferences, saveMembers } from './save-campaign.ts';

export const listCampaigns = defineRoute({
  id: 'listCampaigns',
  method: 'get',
  path: '/api/v1/campaigns',
  tag: 'Campaigns',
  summary: 'List campaigns, newest first',
  access: 'campaigns:read',
  query: CampaignQuery,
  responses: { 200: { description: 'One page of campaigns.', body: CampaignPage } },
  async handler({ tx, query }) {
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const rows = await tx.query<CampaignRow>(
      `${selectCampaigns(`and ($2::uuid is null or c.id < $2)
         and (case when $3::text is null then c.status <> 'archived' else c.status = $3 end)
         and ($4::text is null or position(lower($4) in lower(c.name)) > 0)`)} order by c.id desc limit $5`,
      [tx.tenantId, cursor?.[0] ?? null, query.status ?? null, query.search ?? null, query.limit + 1],
    );
    return { status: 200, body: pageFrom(rows, query.limit, presentCampaign, (row) => [row.id]) };
  },
});

export const getCampaign = defineRoute({
  id: 'getCampaign',
  method: 'get',
  path: '/api/v1/campaigns/:id',
  tag: 'Campaigns',
  summary: 'One campaign',
  access: 'campaigns:read',
  params: idParams(),
  responses: { 200: { description: 'The campaign.', body: Campaign } },
  async handler({ tx, params }) {
    const campaign = presentCampaign(await readCampaign(tx, params.id));
    return { status: 200, body: campaign, version: campaign.version };
  },
});

export const postCampaign = defineRoute({
  id: 'createCampaign',
  method: 'post',
  path: '/api/v1/campaigns',
  tag: 'Campaigns',
  summary: 'Create a campaign as a draft',
  description:
    'Everything but the name may follow later; GET /campaigns/:id/check says what is still missing. Names that prompts use and nothing fills are refused here.',
  access: 'campaigns:write',
  idempotent: true,
  body: CampaignCreate,
  responses: { 201: { description: 'The draft.', body: Campaign } },
  async handler({ tx, body, principal }, deps) {
    const row = await insertCampaign(tx, body, nameOf(principal), deps.now());
    await requireSaveable(tx, row, deps.zones);
    const campaign = presentCampaign(row);
    return {
      status: 201,
      body: campaign,
      version: campaign.version,
      headers: { location: `/api/v1/campaigns/${row.id}` },
    };
  },
});

export const putCampaign = defineRoute({
  id: 'updateCampaign',
  method: 'put',
  path: '/api/v1/campaigns/:id',
  tag: 'Campaigns',
  summary: 'Change a campaign',
  description: 'Only the fields sent change. Pace and limits of a running campaign take effect within a second or two.',
  access: 'campaigns:write',
  conditional: true,
  params: idParams<CampaignId>(),
  body: CampaignUpdate,
  responses: { 200: { description: 'The campaign as it is now.', body: Campaign } },
  async handler({ tx, params, body, ifMatch, principal }, deps) {
    const before = await readCampaign(tx, params.id, { lock: true });
    requireVersion(ifMatch, before.version);
    if (before.status === 'archived')
      throw conflict('archived', 'An archived campaign does not change. Clone it instead.');
    requireTrunk(before, body.trunkId);
    await requireNameFree(tx, body.name, params.id);
    await requireReferences(tx, body);
    await letRetries(tx, before, body.retries, nameOf(principal), deps.now());
    const columns = columnsOf(body);
    const sets = columns.map(([column], index) => `${column} = $${index + 3}`);
    await tx.query(
      `update campaigns set ${[...sets, 'version = version + 1', 'updated_at = now()'].join(', ')} where tenant_id = $1 and id = $2`,
      [tx.tenantId, params.id, ...columns.map(([, value]) => value)],
    );
    await saveMembers(tx, params.id, body);
    const row = await readCampaign(tx, params.id);
    await requireSaveable(tx, row, deps.zones);
    const at = { zones: deps.zones, nowMs: deps.now() };
    await requireStillReady(row, body, () => startProblems(tx, row, at));
    await followLists(tx, before, row, deps.now());
    await requireStillReady(row, body, () => lastProblems(tx, row));
    await addEvents(tx, deps.now(), [
      {
        type: 'campaign.changed',
        campaignId: params.id,
        data: { version: row.version, fields: Object.keys(body), by: nameOf(principal) },
      },
    ]);
    const outbox = await tellRunning(tx, row, deps.now());
    const answer = answerThenDeliver(deps, tx, outbox, presentCampaign(row));
    const afterCommit = async () => {
      if (!isSameWindow(before, row)) await lookAgain(deps, tx.tenantId, params.id);
      return answer.afterCommit();
    };
    return { status: 200, version: row.version, ...answer, afterCommit };
  },
});

const isSameWindow = (before: CampaignRow, after: CampaignRow) =>
  JSON.stringify(before.calling_window) === JSON.stringify(after.calling_window);

/** Leads that wait for the old window are asked about now. Where that fails they wait until then, and are not lost. */
async function lookAgain(deps: ApiDependencies, tenantId: TenantId, campaignId: CampaignId): Promise<void> {
  try {
    await lookAgainAtWindow(deps.database, tenantId, campaignId, deps.now());
  } catch (error) {
    deps.log.warn({ err: error, campaignId }, 'leads go on waiting for a window that was changed');
  }
}

/** Without a trunk a running campaign could neither dial nor say so. */
function requireTrunk({ status }: CampaignRow, trunkId: string | null | undefined): void {
  if (trunkId !== null || !['running', 'paused', 'stopping'].includes(status)) return;
  const remedy = 'Choose another trunk, or stop the campaign first.';
  throw invalid([{ field: 'trunkId', message: `The campaign is ${status}: it needs a trunk.`, remedy }]);
}

/** A campaign that runs looks at its new settings now instead of at its next tick. */
async function tellRunning(tx: TenantTx, row: CampaignRow, nowMs: number): Promise<string[]> {
  if (row.status !== 'running' && row.status !== 'paused') return [];
  return [await addToOutbox(tx, nowMs, wakeCampaignEffect(row.id))];
}

export const cloneCampaign = defineRoute({
  id: 'cloneCampaign',
  method: 'post',
  path: '/api/v1/campaigns/:id/clone',
  tag: 'Campaigns',
  summary: 'Copy a campaign as a new draft',
  description: 'Settings, agents and lists are copied; progress is not.',
  access: 'campaigns:write',
  idempotent: true,
  params: idParams(),
  body: CloneBody,
  responses: { 201: { description: 'The new draft.', body: Campaign } },
  async handler({ tx, params, body, principal }, deps) {
    const { id: _id, ...source } = presentCampaign(await readCampaign(tx, params.id));
    const copy = CampaignUpdate.parse(source);
    const name = body.name ?? (await freeNameAfter(tx, source.name));
    const row = await insertCampaign(tx, { ...copy, name }, nameOf(principal), deps.now());
    const campaign = presentCampaign(row);
    return {
      status: 201,
      body: campaign,
      version: campaign.version,
      headers: { location: `/api/v1/campaigns/${row.id}` },
    };
  },
});

async function insertCampaign(tx: TenantTx, fields: CampaignCreate, by: string, nowMs: number): Promise<CampaignRow> {
  await requireNameFree(tx, fields.name, null);
  await requireReferences(tx, fields);
  const columns = columnsOf(fields);
  const [made] = await tx.query<{ id: string }>(
    `insert into campaigns (tenant_id, created_by${columns.map(([column]) => `, ${column}`).join('')})
     values ($1, $2${columns.map((_, index) => `, $${index + 3}`).join('')}) returning id`,
    [tx.tenantId, by, ...columns.map(([, value]) => value)],
  );
  const id = made?.id ?? '';
  await saveMembers(tx, id, fields);
  await addEvents(tx, nowMs, [{ type: 'campaign.created', campaignId: id, data: { by } }]);
  return readCampaign(tx, id);
}

async function requireNameFree(tx: TenantTx, name: string | undefined, except: string | null): Promise<void> {
  if (name === undefined) return;
  const taken = await tx.query(
    'select 1 from campaigns where tenant_id = $1 and name = $2 and id is distinct from $3',
    [tx.tenantId, name, except],
  );
  if (taken.length === 0) return;
  throw conflict('name-taken', 'A campaign of this name exists already. Choose another name.', [
    { field: 'name', message: 'A campaign has it already, perhaps an archived one.', remedy: 'Choose another name.' },
  ]);
}

async function freeNameAfter(tx: TenantTx, name: string): Promise<string> {
  const rows = await tx.query<{ name: string }>(
    'select name from campaigns where tenant_id = $1 and starts_with(name, $2)',
    [tx.tenantId, name.slice(0, 150)],
  );
  const taken = new Set(rows.map((row) => row.name));
  for (let number = 2; ; number++) {
    const candidate = `${name.slice(0, 150)} (copy ${number - 1})`;
    if (!taken.has(candidate)) return candidate;
  }
}
