import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { SEAL } from '../../../keyring/keyring.ts';
import { nameOf } from '../../auth/principal.ts';
import { idParams } from '../../contract/id.ts';
import { OptOutInboxCreate, OptOutInboxCreated, OptOutInboxes, type OptOutInbox } from '../../contract/opt-outs.ts';
import { notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';

type InboxRow = {
  tenant_id: string;
  id: string;
  kind: 'e-mail' | 'carrier';
  name: string;
  created_at: Date;
  last_message_at: Date | null;
};
const COLUMNS = 'tenant_id, id, kind, name, created_at, last_message_at';

export const postOptOutInbox = defineRoute({
  id: 'createOptOutInbox',
  method: 'post',
  path: '/api/v1/opt-outs/inboxes',
  tag: 'Do not call',
  summary: 'Open an inbox for e-mails or text messages that refuse calls',
  access: 'opt-out-inboxes:write',
  body: OptOutInboxCreate,
  idempotent: true,
  responses: { 201: { description: 'With its secret, shown this once.', body: OptOutInboxCreated } },
  async handler({ tx, body, principal }, deps) {
    const secret = randomBytes(32).toString('base64url');
    const sealed = deps.keyring.seal(secret, SEAL.optOutInbox);
    const [row] = await tx.query<InboxRow>(
      `insert into opt_out_inboxes (tenant_id, kind, name, secret_enc, key_id, created_by) values ($1, $2, $3, $4, $5, $6)
       returning ${COLUMNS}`,
      [tx.tenantId, body.kind, body.name, sealed.data, sealed.keyId, nameOf(principal)],
    );
    if (!row) throw new Error('the inbox was not written');
    return { status: 201, body: { ...present(row, deps.config.publicUrl), secret } };
  },
});

export const listOptOutInboxes = defineRoute({
  id: 'listOptOutInboxes',
  method: 'get',
  path: '/api/v1/opt-outs/inboxes',
  tag: 'Do not call',
  summary: 'Open inboxes for messages that refuse calls',
  access: 'suppressions:read',
  responses: { 200: { description: 'All of them, without secrets.', body: OptOutInboxes } },
  async handler({ tx }, deps) {
    const rows = await tx.query<InboxRow>(
      `select ${COLUMNS} from opt_out_inboxes where tenant_id = $1 and disabled_at is null order by id`,
      [tx.tenantId],
    );
    return { status: 200, body: { items: rows.map((row) => present(row, deps.config.publicUrl)) } };
  },
});

export const deleteOptOutInbox = defineRoute({
  id: 'closeOptOutInbox',
  method: 'delete',
  path: '/api/v1/opt-outs/inboxes/:id',
  tag: 'Do not call',
  summary: 'Close an inbox: its messages are refused from now on',
  access: 'opt-out-inboxes:write',
  params: idParams(),
  responses: { 204: { description: 'Closed, or closed already.' } },
  async handler({ tx, params }, deps) {
    const rows = await tx.query(
      `update opt_out_inboxes set disabled_at = coalesce(disabled_at, $3) where tenant_id = $1 and id = $2 returning 1`,
      [tx.tenantId, params.id, new Date(deps.now())],
    );
    if (rows.length === 0) throw notFound('inbox');
    return { status: 204, body: undefined };
  },
});

function present(row: InboxRow, publicUrl: string): z.input<typeof OptOutInbox> {
  const kind = row.kind === 'e-mail' ? 'email' : 'messages';
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    url: `${publicUrl}/api/v1/opt-outs/${kind}/${row.tenant_id}.${row.id}`,
    createdAt: row.created_at.toISOString(),
    lastMessageAt: row.last_message_at?.toISOString() ?? null,
  };
}
