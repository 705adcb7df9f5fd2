import type { TenantTx } from '../../../database/connect.ts';
import { activateVersion } from '../../../database/dnc/activate-version.ts';
import { type DncVersionRow, readOwnVersion, VERSION_COLUMNS, VERSIONS } from '../../../database/dnc/dnc-version.ts';
import { endVersion } from '../../../database/dnc/end-version.ts';
import { registryCancel, workflowIds } from '../../../workflows/contract.ts';
import { nameOf } from '../../auth/principal.ts';
import { RegistryActivation, RegistryVersion, RegistryVersionPage, RegistryVersionQuery } from '../../contract/dnc.ts';
import { idParams } from '../../contract/id.ts';
import { answerThenSignal } from '../../effects/answer-then-deliver.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { conflict, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { presentVersion } from './present-version.ts';

const BASE = '/api/v1/dnc';

export const listRegistryVersions = defineRoute({
  id: 'listRegistryVersions',
  method: 'get',
  path: `${BASE}/lists/:id/versions`,
  tag: 'Do not call',
  summary: 'The versions of a registry, newest first',
  description: 'Of a list that another tenant granted: those that were in force.',
  access: 'dnc:read',
  params: idParams(),
  query: RegistryVersionQuery,
  responses: { 200: { description: 'One page of versions.', body: RegistryVersionPage } },
  async handler({ tx, params, query }) {
    const [list] = await tx.query('select 1 from dnc_lists where id = $1', [params.id]);
    if (!list) throw notFound('do-not-call list');
    const cursor = decodeCursor(query.cursor, ['uuid']);
    // Policies decide which lists and versions are seen: the tenant's own, and those it was granted.
    const rows = await tx.query<DncVersionRow>(
      `select ${VERSION_COLUMNS} from ${VERSIONS} where v.list_id = $1 and ($2::uuid is null or v.id < $2)
       order by v.id desc limit $3`,
      [params.id, cursor?.[0] ?? null, query.limit + 1],
    );
    return { status: 200, body: pageFrom(rows, query.limit, presentVersion, (row) => [row.id]) };
  },
});

export const getRegistryVersion = defineRoute({
  id: 'getRegistryVersion',
  method: 'get',
  path: `${BASE}/versions/:id`,
  tag: 'Do not call',
  summary: 'How far a version is, what became of its lines, and why an officer is asked',
  access: 'dnc:read',
  params: idParams(),
  responses: { 200: { description: 'The version.', body: RegistryVersion } },
  async handler({ tx, params }) {
    const [row] = await tx.query<DncVersionRow>(`select ${VERSION_COLUMNS} from ${VERSIONS} where v.id = $1`, [
      params.id,
    ]);
    if (!row) throw notFound('version of a do-not-call list');
    return { status: 200, body: presentVersion(row) };
  },
});

export const activateRegistryVersion = defineRoute({
  id: 'activateRegistryVersion',
  method: 'post',
  path: `${BASE}/versions/:id/activate`,
  tag: 'Do not call',
  summary: 'Put a doubtful version in force',
  description:
    'The ledger keeps who said yes, and to which doubts. Asked again, it answers the same. Where another version came into force since the doubts were read, nothing is put in force and the answer is 409 overtaken: that is a doubt of its own, and the version names what it is compared with now.',
  access: 'dnc:write',
  params: idParams(),
  body: RegistryActivation,
  responses: { 200: { description: 'It is in force.', body: RegistryVersion } },
  async handler({ tx, params, body: { over }, principal }, deps) {
    await requireOwn(tx, params.id);
    const by = nameOf(principal);
    const about = { versionId: params.id, by, nowMs: deps.now() };
    const done = await activateVersion(tx, { ...about, from: 'awaiting-approval', over });
    if (done.kind === 'overtaken') {
      // The doubt stays written, though the answer is no.
      return { status: 200, body: presentVersion(done.version), afterCommit: () => Promise.reject(overtaken()) };
    }
    if (done.kind === 'base-gone') {
      throw conflict('base-gone', 'It changes a version that is not in force any more. Upload the file again.');
    }
    if (done.kind === 'not-waiting') throw notWaiting(done.version);
    return { status: 200, body: presentVersion(await requireOwn(tx, params.id)) };
  },
});

export const rejectRegistryVersion = defineRoute({
  id: 'rejectRegistryVersion',
  method: 'post',
  path: `${BASE}/versions/:id/reject`,
  tag: 'Do not call',
  summary: 'Leave a doubtful version out of force',
  access: 'dnc:write',
  params: idParams(),
  responses: { 200: { description: 'It will not come into force.', body: RegistryVersion } },
  async handler({ tx, params, principal }, deps) {
    const row = await requireOwn(tx, params.id);
    if (row.status !== 'rejected') {
      const about = { versionId: params.id, status: 'rejected', from: 'awaiting-approval', error: null } as const;
      if (!(await endVersion(tx, { ...about, by: nameOf(principal), nowMs: deps.now() }))) throw notWaiting(row);
    }
    return { status: 200, body: presentVersion(await requireOwn(tx, params.id)) };
  },
});

export const cancelRegistryVersion = defineRoute({
  id: 'cancelRegistryVersion',
  method: 'post',
  path: `${BASE}/versions/:id/cancel`,
  tag: 'Do not call',
  summary: 'Stop reading a version’s file',
  access: 'dnc:write',
  params: idParams(),
  responses: { 200: { description: 'It is ending, or has ended that way.', body: RegistryVersion } },
  async handler({ tx, params, principal }, deps) {
    const row = await requireOwn(tx, params.id);
    const body = presentVersion(row);
    if (row.status === 'cancelled') return { status: 200, body };
    if (row.status !== 'building') throw notWaiting(row);
    const args = [{ by: nameOf(principal) }];
    const signal = { workflowId: workflowIds.registryLoad(params.id), name: registryCancel.name, args };
    return answerThenSignal(deps, tx, signal, body);
  },
});

async function requireOwn(tx: TenantTx, id: string): Promise<DncVersionRow> {
  const row = await readOwnVersion(tx, id);
  if (!row) throw notFound('version of one of your do-not-call lists');
  return row;
}

function overtaken() {
  return conflict(
    'overtaken',
    'Another version came into force since its doubts were read, so it was not put in force. Read the version again, and send its comparedWith as over if it is to take the place of that one.',
  );
}

function notWaiting(row: DncVersionRow) {
  return conflict('not-waiting', `The version is ${row.status}: there is nothing to decide about it.`);
}
