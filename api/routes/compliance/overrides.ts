import { z } from 'zod';
import {
  insertOverride,
  listOverrides,
  type OverrideRow,
  withdrawOverride,
} from '../../../database/compliance/overrides.ts';
import { appendLedger, type LedgerEntry } from '../../../database/ledger/append.ts';
import { nameOf } from '../../auth/principal.ts';
import { Override, OverrideCreate, OverrideList } from '../../contract/compliance-profile.ts';
import { idParams } from '../../contract/id.ts';
import { conflict, invalid, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { requireOneIsEnough } from './changes-four-eyes.ts';
import { readProfile } from '../../../database/compliance/profile.ts';

export const getOverrides = defineRoute({
  id: 'listOverrides',
  method: 'get',
  path: '/api/v1/compliance/overrides',
  tag: 'Compliance',
  summary: 'Where this tenant is laxer than a provision, and why',
  access: 'compliance:read',
  query: z.object({ withdrawn: z.stringbool().default(false).meta({ description: 'Also those withdrawn.' }) }),
  responses: { 200: { description: 'Newest first.', body: OverrideList } },
  async handler({ tx, query }) {
    return { status: 200, body: { items: (await listOverrides(tx, query)).map(present) } };
  },
});

export const postOverride = defineRoute({
  id: 'createOverride',
  method: 'post',
  path: '/api/v1/compliance/overrides',
  tag: 'Compliance',
  summary: 'Be laxer than one provision, with a reason',
  description:
    'For owners alone, and where the tenant asks for four eyes only by a change that somebody else approves. The provision is asked all the same: its findings pass and say what they would have said, and why they were overridden. Words that must be spoken are not silenced.',
  access: 'compliance:override',
  idempotent: true,
  body: OverrideCreate,
  responses: { 201: { description: 'In force from the next claim and dial.', body: Override } },
  async handler({ tx, body, principal }, deps) {
    await requireOneIsEnough(tx, 'An override');
    const nowMs = deps.now();
    const by = nameOf(principal);
    const { revision } = await readProfile(tx);
    const rules = await deps.rules.of(tx, { revision, offsetMs: 0 });
    if (!rules.provisions.some(({ id }) => id === body.provision)) {
      throw invalid([
        {
          field: 'provision',
          message: 'No provision of this name is in force here.',
          remedy: 'Send the id of a finding’s rule, or one of GET /compliance/provisions.',
        },
      ]);
    }
    const from = body.from === undefined ? new Date(nowMs) : new Date(body.from);
    const until = body.until ? new Date(body.until) : null;
    if (until !== null && until <= from) {
      throw invalid([{ field: 'until', message: 'It has passed.', remedy: 'Send a later time, or leave it out.' }]);
    }
    const row = await insertOverride(tx, { provision: body.provision, reason: body.reason, from, until, by }, nowMs);
    if (!row)
      throw conflict('overridden', 'This provision is overridden already. Withdraw that first.', [
        { field: 'provision', message: 'It is overridden already.', remedy: 'Withdraw that override first.' },
      ]);
    await appendLedger(tx, nowMs, [overrideEntry(row, 'made', by)]);
    return { status: 201, body: present(row) };
  },
});

export const deleteOverride = defineRoute({
  id: 'withdrawOverride',
  method: 'delete',
  path: '/api/v1/compliance/overrides/:id',
  tag: 'Compliance',
  summary: 'Withdraw an override',
  description: 'The provision holds again from the next claim and dial. The record stays. Compliance may do it too.',
  access: 'compliance:write',
  params: idParams(),
  responses: { 204: { description: 'Withdrawn.' } },
  async handler({ tx, params, principal }, deps) {
    const by = nameOf(principal);
    const row = await withdrawOverride(tx, params.id, { by, nowMs: deps.now() });
    if (!row) throw notFound('override that is in force');
    await appendLedger(tx, deps.now(), [overrideEntry(row, 'withdrawn', by)]);
    return { status: 204, body: undefined };
  },
});

/** An override that was made or withdrawn, as the ledger keeps it. */
export function overrideEntry(row: OverrideRow, event: 'made' | 'withdrawn', actor: string): LedgerEntry {
  const { provision, reason } = row;
  const until = row.until_at?.toISOString() ?? null;
  const body = { event, overrideId: row.id, provision, reason, from: row.from_at.toISOString(), until };
  return { kind: 'override', rules: [provision], actor, body };
}

function present(row: OverrideRow): z.infer<typeof Override> {
  return {
    id: row.id,
    provision: row.provision,
    reason: row.reason,
    from: row.from_at.toISOString(),
    until: row.until_at?.toISOString() ?? null,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    withdrawnBy: row.withdrawn_by,
  };
}
