import { idParams } from '../../contract/id.ts';
import { LeadDetail, LeadPage, LeadQuery, type LeadSummary } from '../../contract/leads.ts';
import type { ProblemField } from '../../contract/problem.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { invalid, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { numberLookedUp } from '../ledger/look-up.ts';
import { readAttempts } from '../timeline/attempts.ts';
import { readEvents } from '../timeline/events.ts';
import { tell } from '../timeline/lines.ts';
import { readVerdicts } from '../timeline/verdicts.ts';
import { readLeadCampaigns } from './lead-campaigns.ts';
import { readPhones } from './lead-phones.ts';

type LeadRow = {
  id: string;
  list_id: string;
  import_id: string | null;
  person_id: string;
  external_id: string | null;
  first_name: string;
  last_name: string;
  company: string;
  email: string;
  street: string;
  city: string;
  state: string | null;
  postal_code: string | null;
  country: string | null;
  time_zone: string | null;
  priority: number;
  custom: Record<string, unknown>;
  consent: unknown;
  version: number;
  created_at: Date;
  updated_at: Date;
};
type ListedRow = LeadRow & { campaigns: LeadSummary['campaigns'] };

/** Those of one campaign, in the order of its key: a page of a large campaign is no scan of all its members. */
const MEMBERS = `campaign_leads m join leads l on l.tenant_id = m.tenant_id and l.id = m.lead_id
  and m.tenant_id = $1 and m.campaign_id = $8 and ($2::uuid is null or m.lead_id < $2) and ($9::text is null or m.state = $9)
  and ($10::text is null or m.last_disposition = $10) and ($11::text is null or m.reason = $11)`;

export const listLeads = defineRoute({
  id: 'listLeads',
  method: 'get',
  path: '/api/v1/leads',
  tag: 'Leads',
  summary: 'Find leads, newest first',
  access: 'leads:read',
  query: LeadQuery,
  responses: { 200: { description: 'One page of leads.', body: LeadPage } },
  async handler({ tx, query, principal }, deps) {
    requireCampaign(query);
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const hmac = await numberLookedUp(tx, deps, { query, what: 'leads-by-number', principal });
    const rows = await tx.query<ListedRow>(
      `select l.*,
         (select coalesce(jsonb_agg(jsonb_build_object('campaignId', c.campaign_id, 'state', c.state, 'lastDisposition', c.last_disposition)), '[]')
          from campaign_leads c where c.tenant_id = l.tenant_id and c.lead_id = l.id) as campaigns
       from ${query.campaignId === undefined ? 'leads l' : MEMBERS}
       where l.tenant_id = $1 and ($2::uuid is null or l.id < $2) and ($3::uuid is null or l.list_id = $3)
         and ($4::uuid is null or l.import_id = $4)
         and ($5::bytea is null or exists (
           select 1 from lead_phones p where p.tenant_id = l.tenant_id and p.lead_id = l.id and p.number_hmac = $5))
         and ($6::text is null or l.external_id = $6 or starts_with(lower(l.last_name), lower($6))
           or starts_with(lower(l.first_name || ' ' || l.last_name), lower($6)) or starts_with(lower(l.company), lower($6))
           or starts_with(lower(l.email), lower($6)))
       order by l.id desc limit $7`,
      [
        ...[tx.tenantId, cursor?.[0] ?? null, query.listId ?? null, query.importId ?? null, hmac, query.search ?? null],
        query.limit + 1,
        ...(query.campaignId === undefined
          ? []
          : [query.campaignId, query.state ?? null, query.disposition ?? null, query.reason ?? null]),
      ],
    );
    const phones = await readPhones(
      tx,
      rows.map((row) => row.id),
      { principal, keyring: deps.keyring },
    );
    const present = (row: ListedRow) => ({
      ...leadFields(row),
      phones: phones.get(row.id) ?? [],
      campaigns: row.campaigns,
    });
    return { status: 200, body: pageFrom(rows, query.limit, present, (row) => [row.id]) };
  },
});

export const getLead = defineRoute({
  id: 'getLead',
  method: 'get',
  path: '/api/v1/leads/:id',
  tag: 'Leads',
  summary: 'One lead with everything that happened to it, and why it is not called',
  access: 'leads:read',
  params: idParams(),
  responses: { 200: { description: 'The lead.', body: LeadDetail } },
  async handler({ tx, params, principal }, { keyring, zones }) {
    const [row] = await tx.query<LeadRow>('select * from leads where tenant_id = $1 and id = $2', [
      tx.tenantId,
      params.id,
    ]);
    if (!row) throw notFound('lead');
    const of = { leadId: row.id };
    const phones = (await readPhones(tx, [row.id], { principal, keyring })).get(row.id) ?? [];
    const attempts = await readAttempts(tx, of);
    const verdicts = await readVerdicts(tx, of);
    const events = await readEvents(tx, of);
    const [source] =
      row.import_id === null
        ? []
        : await tx.query<{ id: string; file_name: string; created_at: Date }>(
            'select id, file_name, created_at from imports where tenant_id = $1 and id = $2',
            [tx.tenantId, row.import_id],
          );
    const [tenant] = await tx.query<{ clock_offset_ms: string | null }>(
      'select clock_offset_ms from tenants where id = $1',
      [tx.tenantId],
    );
    const clockOffsetMs = Number(tenant?.clock_offset_ms ?? 0);
    const telling = { zone: phones[0]?.zones[0] ?? null, zones, clockOffsetMs };
    const imported = source
      ? { id: source.id, fileName: source.file_name, createdAt: source.created_at.toISOString() }
      : null;
    return {
      status: 200,
      version: row.version,
      body: {
        ...leadFields(row),
        personId: row.person_id,
        phones,
        custom: row.custom,
        consent: row.consent,
        campaigns: await readLeadCampaigns(tx, row.id, telling),
        attempts,
        verdicts,
        events,
        import: imported,
        timeline: tell({ attempts, verdicts, events, import: imported }, telling),
      },
    };
  },
});

function requireCampaign({
  campaignId,
  state,
  disposition,
  reason,
}: {
  campaignId?: string | undefined;
  state?: string | undefined;
  disposition?: string | undefined;
  reason?: string | undefined;
}): void {
  if (campaignId !== undefined) return;
  const errors = Object.entries({ state, disposition, reason }).flatMap(([name, value]): ProblemField[] =>
    value === undefined
      ? []
      : [
          {
            field: `query.${name}`,
            message: 'It is about one campaign, and none is named.',
            remedy: 'Send campaignId as well.',
          },
        ],
  );
  if (errors.length > 0) throw invalid(errors);
}

function leadFields(row: LeadRow) {
  return {
    id: row.id,
    listId: row.list_id,
    importId: row.import_id,
    externalId: row.external_id,
    firstName: row.first_name,
    lastName: row.last_name,
    company: row.company,
    email: row.email,
    street: row.street,
    city: row.city,
    state: row.state,
    postalCode: row.postal_code,
    country: row.country,
    timeZone: row.time_zone,
    priority: row.priority,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
