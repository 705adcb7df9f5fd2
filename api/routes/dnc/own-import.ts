import type { TenantTx } from '../../../database/connect.ts';
import { readNumbersImport } from '../../../database/dnc/numbers-import.ts';
import { uuidv7 } from '../../../database/engine/uuidv7.ts';
import type { TenantId } from '../../../domain/ids.ts';
import { requireCountry } from '../../http/require-country.ts';
import { checkKey, type StoredFile } from '../../../storage/file-store.ts';
import { type NumbersImportInput, workflowIds, WORKFLOWS } from '../../../workflows/contract.ts';
import { nameOf } from '../../auth/principal.ts';
import { DncImport, DncImportQuery } from '../../contract/dnc.ts';
import { invalid } from '../../http/problem.ts';
import { defineStream } from '../../http/route.ts';
import { acceptUpload } from '../../effects/accept-upload.ts';
import { startOnce } from '../../effects/start-once.ts';
import { countryOf } from '../../http/country-of.ts';
import { presentNumbersImport } from './present-import.ts';
import { storeBody } from './store-body.ts';

type About = ReturnType<typeof DncImportQuery.parse>;

export const importNumbers = defineStream({
  id: 'importDoNotCall',
  method: 'post',
  path: '/api/v1/dnc/imports',
  tag: 'Do not call',
  summary: 'Read numbers into your internal list, a campaign’s, or that of litigators',
  description:
    'The file is the body: text or CSV; the first telephone number of each line counts, in any form. Leads that wait for a call to one of them end, and calls to them are hung up, as if added one by one: also by entries that expire, and by litigators.',
  access: 'dnc:write',
  idempotent: true,
  rawBody: true,
  query: DncImportQuery,
  responses: { 202: { description: 'Stored; GET /dnc/imports/:id tells how far it is.', body: DncImport } },
  async handler(scope, deps) {
    const { principal, query } = scope;
    const { tenantId } = principal;
    // Before the file: nobody uploads for an hour to hear of a wrong id.
    await deps.database.inTenant(tenantId, (tx) => requirePlace(tx, query));
    const importId = uuidv7(deps.now());
    const fileKey = checkKey(`dnc-imports/${tenantId}/${importId}`);
    const stored = await storeBody(scope, fileKey, deps);
    await acceptUpload(scope, deps, {
      ...{ route: 'importDoNotCall', fileKey, content: { query, sha256: stored.sha256.toString('hex') } },
      async record(tx) {
        await insertImport(tx, { importId, query, fileKey, stored, by: nameOf(principal) });
        const row = await readNumbersImport(tx, importId);
        if (!row) throw new Error('the import that was just written is not there');
        const headers = { location: `/api/v1/dnc/imports/${importId}` };
        return {
          reply: { status: 202, body: presentNumbersImport(row), headers },
          effect: startEffect(tenantId, importId),
        };
      },
    });
  },
});

async function requirePlace(tx: TenantTx, { campaignId, defaultCountry }: About): Promise<void> {
  requireCountry(defaultCountry, 'query.defaultCountry');
  if (campaignId === undefined) return;
  const found = await tx.query('select 1 from campaigns where tenant_id = $1 and id = $2', [tx.tenantId, campaignId]);
  if (found.length > 0) return;
  const message = 'It refers to nothing here.';
  throw invalid([{ field: 'query.campaignId', message, remedy: 'Send the id of one of your campaigns.' }]);
}

async function insertImport(
  tx: TenantTx,
  made: { importId: string; query: About; fileKey: string; stored: StoredFile; by: string },
): Promise<void> {
  const { importId, query, fileKey, stored, by } = made;
  await tx.query(
    `insert into dnc_imports (tenant_id, id, list, campaign_id, file_key, file_name, file_bytes, file_sha256,
       default_country, reason, source, expires_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[tx.tenantId, importId, query.list, query.campaignId ?? null, fileKey, query.fileName, stored.bytes],
      ...[stored.sha256, query.defaultCountry ?? (await countryOf(tx)), query.reason, query.source],
      ...[query.expiresAt ?? null, by],
    ],
  );
}

function startEffect(tenantId: TenantId, importId: string) {
  const input: NumbersImportInput = { tenantId, importId };
  const job = { workflowType: WORKFLOWS.numbersImport, workflowId: workflowIds.numbersImport(importId), input };
  return startOnce({ ...job, state: 'running' });
}
