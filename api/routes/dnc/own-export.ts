import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../../../database/connect.ts';
import { appendLedger } from '../../../database/ledger/append.ts';
import type { TenantId } from '../../../domain/ids.ts';
import { csvLine, UTF8_MARK } from '../../../importing/csv-output.ts';
import type { Keyring } from '../../../keyring/keyring.ts';
import { openNumber } from '../../../keyring/sealed-number.ts';
import { nameOf } from '../../auth/principal.ts';
import { DncExportQuery } from '../../contract/dnc.ts';
import { defineStream } from '../../http/route.ts';

const PAGE = 2_000;

export const exportNumbers = defineStream({
  id: 'exportDoNotCall',
  method: 'get',
  path: '/api/v1/dnc/exports',
  tag: 'Do not call',
  summary: 'Your internal list, a campaign’s, or that of litigators, as CSV',
  description:
    'Columns: number, source, reason, listed at, expires at. A number of which only the index is known, since its person was erased, is an empty cell. The ledger keeps who exported.',
  access: 'dnc:write',
  query: DncExportQuery,
  responses: { 200: { description: 'CSV, UTF-8.', contentType: 'text/csv' } },
  async handler({ principal, query, response }, { database, keyring, now }) {
    const { tenantId } = principal;
    const by = nameOf(principal);
    const campaignId = query.campaignId ?? null;
    await database.inTenant(tenantId, (tx) =>
      appendLedger(tx, now(), [
        { kind: 'export', actor: by, campaignId, body: { what: 'do-not-call', list: query.list } },
      ]),
    );
    response.set({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="do-not-call-${query.list}.csv"`,
      'cache-control': 'no-store',
    });
    await pipeline(Readable.from(lines(database, keyring, tenantId, { list: query.list, campaignId })), response);
  },
});

type Row = {
  id: string;
  number_enc: Buffer | null;
  key_id: string | null;
  source: string;
  reason: string;
  created_at: Date;
  expires_at: Date | null;
};

/** Page by page, a short transaction each: a slow reader holds nothing. */
async function* lines(
  database: Database,
  keyring: Keyring,
  tenantId: TenantId,
  { list, campaignId }: { list: string; campaignId: string | null },
): AsyncGenerator<string> {
  yield UTF8_MARK + csvLine(['number', 'source', 'reason', 'listed at', 'expires at']);
  const [table, condition] =
    list === 'litigator'
      ? ['dnc_litigators', '$3::uuid is null']
      : ['suppressions', 'campaign_id is not distinct from $3::uuid'];
  let after: string | null = null;
  for (let full = true; full; ) {
    const rows: Row[] = await database.inTenant(tenantId, (tx) =>
      tx.query<Row>(
        `select id, number_enc, key_id, source, reason, created_at, expires_at from ${table}
         where tenant_id = $1 and removed_at is null and ($2::uuid is null or id > $2) and ${condition}
         order by id limit $4`,
        [tenantId, after, campaignId, PAGE],
      ),
    );
    full = rows.length === PAGE;
    after = rows.at(-1)?.id ?? null;
    for (const row of rows) {
      const number = openNumber(keyring, row) ?? '';
      yield csvLine([
        ...[number, row.source, row.reason, row.created_at.toISOString()],
        row.expires_at?.toISOString() ?? '',
      ]);
    }
  }
}
