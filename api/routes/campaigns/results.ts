import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DISPOSITIONS, REFUSAL_REASONS } from '../../../domain/vocabulary.ts';
import { appendLedger } from '../../../database/ledger/append.ts';
import type { Database } from '../../../database/connect.ts';
import type { TenantId } from '../../../domain/ids.ts';
import { nameOf } from '../../auth/principal.ts';
import { idParams } from '../../contract/id.ts';
import { csvLine } from '../../../importing/csv-output.ts';
import { defineStream } from '../../http/route.ts';
import { maskedNumber } from '../../http/masked-number.ts';
import { readCampaign } from './campaign-row.ts';

const PAGE = 1_000;
const WHY: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(DISPOSITIONS).map(([name, { label }]) => [name, label])),
  ...REFUSAL_REASONS,
};
const COLUMNS = [
  'lead id',
  'external id',
  'first name',
  'last name',
  'company',
  'number',
  'state',
  'outcome',
  'attempts',
  'last attempt at',
  'why not',
  'talk seconds',
];

export const getResults = defineStream({
  id: 'getCampaignResults',
  method: 'get',
  path: '/api/v1/campaigns/:id/results',
  tag: 'Campaigns',
  summary: 'Every lead of the campaign with what came of it, as CSV',
  description: 'Numbers are masked to their last two digits. That it was downloaded is written to the ledger.',
  access: 'campaigns:export',
  params: idParams(),
  responses: { 200: { description: 'CSV, UTF-8.', contentType: 'text/csv' } },
  async handler({ principal, params, response }, { database, now }) {
    await database.inTenant(principal.tenantId, async (tx) => {
      const campaign = await readCampaign(tx, params.id);
      await appendLedger(tx, now(), [
        { kind: 'export', campaignId: campaign.id, actor: nameOf(principal), body: { what: 'campaign-results' } },
      ]);
    });
    response.set({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="results-${params.id}.csv"`,
      'cache-control': 'no-store',
    });
    await pipeline(Readable.from(csv(database, principal.tenantId, params.id)), response);
  },
});

type Row = {
  lead_id: string;
  external_id: string | null;
  first_name: string;
  last_name: string;
  company: string;
  tail: string | null;
  state: string;
  last_disposition: string | null;
  attempts: number;
  last_attempt_at: Date | null;
  reason: string | null;
  talk_ms: string | null;
};

/** Page by page, a short transaction each: a slow reader holds nothing. */
async function* csv(database: Database, tenantId: TenantId, campaignId: string): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  let after = '00000000-0000-0000-0000-000000000000';
  for (let full = true; full; ) {
    const rows = await database.inTenant(tenantId, (tx) =>
      tx.query<Row>(
        `select c.lead_id, l.external_id, l.first_name, l.last_name, l.company, c.state, c.last_disposition, c.attempts,
           c.last_attempt_at, c.reason, p.tail,
           (select sum(a.talk_ms)::text from attempts a
            where a.tenant_id = c.tenant_id and a.lead_id = c.lead_id and a.campaign_id = c.campaign_id) as talk_ms
         from campaign_leads c join leads l on l.tenant_id = c.tenant_id and l.id = c.lead_id
         left join lead_phones p on p.tenant_id = c.tenant_id and p.lead_id = c.lead_id and p.position = 0
         where c.tenant_id = $1 and c.campaign_id = $2 and c.lead_id > $3 order by c.lead_id limit $4`,
        [tenantId, campaignId, after, PAGE],
      ),
    );
    for (const row of rows) {
      after = row.lead_id;
      yield csvLine(cellsOf(row));
    }
    full = rows.length === PAGE;
  }
}

function cellsOf(row: Row): string[] {
  return [
    row.lead_id,
    row.external_id ?? '',
    row.first_name,
    row.last_name,
    row.company,
    maskedNumber(row.tail),
    row.state,
    wordsOf(DISPOSITIONS, row.last_disposition, ({ label }) => label),
    String(row.attempts),
    row.last_attempt_at?.toISOString() ?? '',
    // Who waits after a call that failed has that call's outcome as the reason.
    wordsOf(WHY, row.reason, (text) => text),
    row.talk_ms === null ? '' : String(Math.round(Number(row.talk_ms) / 1000)),
  ];
}

function wordsOf<T>(table: Readonly<Record<string, T>>, name: string | null, words: (entry: T) => string): string {
  if (name === null) return '';
  const entry = table[name];
  return entry === undefined ? name : words(entry);
}
