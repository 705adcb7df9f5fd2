import type { TenantTx } from '../../../database/connect.ts';
import { readNumbersImport } from '../../../database/dnc/numbers-import.ts';
import { addToOutbox } from '../../../database/engine/outbox.ts';
import { uuidv7 } from '../../../database/engine/uuidv7.ts';
import type { TenantId } from '../../../domain/ids.ts';
import { PHONE_COUNTRIES } from '../../../numbering/area.ts';
import { checkKey, type StoredFile } from '../../../storage/file-store.ts';
import {
  type NumbersImportInput,
  QUEUES,
  searchAttributes,
  workflowIds,
  WORKFLOWS,
} from '../../../workflows/contract.ts';
import { nameOf } from '../../auth/principal.ts';
import { DncImport, DncImportQuery } from '../../contract/dnc.ts';
import { onceOnly } from '../../http/idempotency.ts';
import { idempotencyKey } from '../../http/mount.ts';
import { invalid } from '../../http/problem.ts';
import { defineStream } from '../../http/route.ts';
import { deliverNow } from '../campaigns/deliver.ts';
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
  async handler({ principal, query, request, response }, deps) {
    const { tenantId } = principal;
    const by = nameOf(principal);
    // Before the file: nobody uploads for an hour to hear of a wrong id.
    await deps.database.inTenant(tenantId, (tx) => requirePlace(tx, query));
    const importId = uuidv7(deps.now());
    const fileKey = checkKey(`dnc-imports/${tenantId}/${importId}`);
    const stored = await storeBody({ request }, fileKey, deps);
    let keep = false;
    try {
      const outbox: string[] = [];
      const reply = await deps.database.inTenant(tenantId, async (tx) => {
        const work = async () => {
          await insertImport(tx, { importId, query, fileKey, stored, by });
          outbox.push(await addToOutbox(tx, deps.now(), startEffect(tenantId, importId)));
          const row = await readNumbersImport(tx, importId);
          if (!row) throw new Error('the import that was just written is not there');
          const headers = { location: `/api/v1/dnc/imports/${importId}` };
          return { status: 202, body: presentNumbersImport(row), headers };
        };
        const key = idempotencyKey(request);
        if (key === null) return { ...(await work()), replayed: false };
        const content = { query, sha256: stored.sha256.toString('hex') };
        return onceOnly(tx, deps.keyring, { route: 'importDoNotCall', key, content }, work);
      });
      keep = !reply.replayed;
      await deliverNow(deps, tenantId, outbox);
      if (reply.replayed) response.set('idempotent-replayed', 'true');
      for (const [name, value] of Object.entries(reply.headers ?? {})) response.set(name, value);
      response.status(reply.status).json(reply.body);
    } finally {
      if (!keep) await deps.files.remove(fileKey);
    }
  },
});

async function requirePlace(tx: TenantTx, { campaignId, defaultCountry }: About): Promise<void> {
  if (defaultCountry !== undefined && !PHONE_COUNTRIES.some((country) => country === defaultCountry)) {
    const message = 'It has no telephone numbers.';
    throw invalid([{ field: 'query.defaultCountry', message, remedy: 'Send an ISO 3166 code, such as US.' }]);
  }
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
  return {
    kind: 'start-workflow' as const,
    payload: {
      workflowType: WORKFLOWS.numbersImport,
      workflowId: workflowIds.numbersImport(importId),
      taskQueue: QUEUES.imports,
      args: [input],
      reuse: 'reject' as const,
      searchAttributes: { [searchAttributes.tenant.name]: tenantId, [searchAttributes.state.name]: 'running' },
    },
  };
}
