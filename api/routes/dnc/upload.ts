import type { TenantTx } from '../../../database/connect.ts';
import { readVersionInForce, readOwnVersion } from '../../../database/dnc/dnc-version.ts';
import { uuidv7 } from '../../../database/engine/uuidv7.ts';
import { z } from 'zod';
import type { TenantId } from '../../../domain/ids.ts';
import { type RegistryList, isRegistryList, validUntil } from '../../../registry/lists.ts';
import { checkKey, type StoredFile } from '../../../storage/file-store.ts';
import { type RegistryLoadInput, workflowIds, WORKFLOWS } from '../../../workflows/contract.ts';
import { nameOf } from '../../auth/principal.ts';
import { RegistryName, RegistryUpload, RegistryVersion } from '../../contract/dnc.ts';
import { conflict, invalid, type Problem } from '../../http/problem.ts';
import { defineStream } from '../../http/route.ts';
import { acceptUpload } from '../../effects/accept-upload.ts';
import { startOnce } from '../../effects/start-once.ts';
import { presentVersion } from './present-version.ts';
import { storeBody } from './store-body.ts';

const Params = z.object({ list: RegistryName });

export const uploadRegistry = defineStream({
  id: 'uploadRegistry',
  method: 'post',
  path: '/api/v1/dnc/registries/:list/versions',
  tag: 'Do not call',
  summary: 'Upload a do-not-call registry',
  description:
    'The file is the body: text with one number a line (`NPANXXXXXX` or `NPA,NXXXXXX`), or that zipped or gzipped. The first upload makes the list, with access for your own tenant.',
  access: 'dnc:write',
  idempotent: true,
  rawBody: true,
  params: Params,
  query: RegistryUpload,
  responses: { 202: { description: 'Stored; GET /dnc/versions/:id tells how far it is.', body: RegistryVersion } },
  async handler(scope, deps) {
    const { principal, query } = scope;
    const { tenantId } = principal;
    const { list } = scope.params;
    const by = nameOf(principal);
    if (!isRegistryList(list)) throw new Error('the schema let a list pass that is none');
    const asOf = query.asOf === undefined ? deps.now() : Date.parse(query.asOf);
    if (asOf > deps.now()) throw wrongTime('It lies in the future.');
    const until = validUntil(list, asOf);
    if (until < deps.now()) throw wrongTime('A file that old may not be used any more.');
    const versionId = uuidv7(deps.now());
    const fileKey = checkKey(`registries/${tenantId}/${versionId}`);
    const stored = await storeBody(scope, fileKey, deps);
    await acceptUpload(scope, deps, {
      ...{ route: 'uploadRegistry', fileKey, content: { list, query, sha256: stored.sha256.toString('hex') } },
      async record(tx) {
        const listId = await findOrMakeList(tx, list, by, deps.now());
        const base = await readVersionInForce(tx, listId);
        await insertVersion(tx, {
          ...{ versionId, listId, mode: query.mode, baseId: base?.id ?? null, fileKey, fileName: query.fileName },
          ...{ stored, boughtAreas: query.boughtAreas ?? [], asOf, until, by },
        });
        const row = await readOwnVersion(tx, versionId);
        if (!row) throw new Error('the version that was just written is not there');
        const headers = { location: `/api/v1/dnc/versions/${versionId}` };
        return { reply: { status: 202, body: presentVersion(row), headers }, effect: startEffect(tenantId, versionId) };
      },
    });
  },
});

function wrongTime(message: string): Problem {
  return invalid([
    {
      field: 'query.asOf',
      message,
      remedy: 'Send when the file was fetched from who keeps the list, or fetch it anew.',
    },
  ]);
}

/** The tenant's own list, with the access that makes it count. */
async function findOrMakeList(tx: TenantTx, list: RegistryList, by: string, nowMs: number): Promise<string> {
  await tx.query(
    `insert into dnc_lists (tenant_id, list, created_by) values ($1, $2, $3) on conflict (tenant_id, list) do nothing`,
    [tx.tenantId, list, by],
  );
  const [row] = await tx.query<{ id: string; granted: boolean; mine: boolean }>(
    `select l.id,
       exists (select from dnc_subscriptions s where s.tenant_id = $1 and s.list = $2 and s.accepted_at is not null
         and s.ended_at is null and s.list_id <> l.id) as granted,
       exists (select from dnc_subscriptions s where s.tenant_id = $1 and s.list_id = l.id and s.ended_at is null) as mine
     from dnc_lists l where l.tenant_id = $1 and l.list = $2 for update`,
    [tx.tenantId, list],
  );
  if (!row) throw new Error('the list that was just made is not there');
  if (row.granted) {
    throw conflict('granted-list', 'You use this list as another tenant granted it. End that access first.');
  }
  if (!row.mine) {
    await tx.query(
      `insert into dnc_subscriptions (tenant_id, list, list_tenant_id, list_id, granted_by, accepted_at, accepted_by)
       values ($1, $2, $1, $3, $4, $5, $4)`,
      [tx.tenantId, list, row.id, by, new Date(nowMs)],
    );
  }
  return row.id;
}

interface NewVersion {
  versionId: string;
  listId: string;
  mode: string;
  baseId: string | null;
  fileKey: string;
  fileName: string;
  stored: StoredFile;
  boughtAreas: number[];
  asOf: number;
  until: number;
  by: string;
}

async function insertVersion(tx: TenantTx, version: NewVersion): Promise<void> {
  const { versionId, listId, mode, baseId, fileKey, fileName, stored, boughtAreas, asOf, until, by } = version;
  await tx.query(
    `insert into dnc_list_versions (tenant_id, id, list_id, mode, base_id, file_key, file_name, file_bytes, file_sha256,
       bought_areas, as_of, valid_until, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[tx.tenantId, versionId, listId, mode, baseId, fileKey, fileName, stored.bytes, stored.sha256],
      ...[boughtAreas, new Date(asOf), new Date(until), by],
    ],
  );
}

function startEffect(tenantId: TenantId, versionId: string) {
  const input: RegistryLoadInput = { tenantId, versionId };
  return startOnce({ workflowType: WORKFLOWS.registryLoad, workflowId: workflowIds.registryLoad(versionId), input });
}
