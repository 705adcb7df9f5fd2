import { findChange, insertChange, listChanges, type RuleChangeRow } from '../../../database/changes/rule-changes.ts';
import type { TenantTx } from '../../../database/connect.ts';
import { contentVersion } from '../../../domain/compliance/content-version.ts';
import { appendLedger, type LedgerEntry } from '../../../database/ledger/append.ts';
import { nameOf } from '../../auth/principal.ts';
import { RuleChange, RuleChangeCreate, RuleChangePage, RuleChangeQuery } from '../../contract/compliance-changes.ts';
import { idParams } from '../../contract/id.ts';
import type { ProblemField } from '../../contract/problem.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { invalid, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { presentChange } from './changes-present.ts';
import { relaxedOf, requireMayRelax, requireThere } from './changes-relax.ts';
import { rulesWith } from './changes-rules.ts';

export const postChange = defineRoute({
  id: 'draftRuleChange',
  method: 'post',
  path: '/api/v1/compliance/changes',
  tag: 'Compliance',
  summary: 'Draft a change of law: a window, a holiday, a ban, a cap, or the end of one',
  description:
    'Nothing changes before it is approved. Preview it to see which leads would move. The law packs stay in force beside it; what is laxer is not followed and is named in `problems`.',
  access: 'compliance:write',
  idempotent: true,
  body: RuleChangeCreate,
  responses: { 201: { description: 'The draft.', body: RuleChange } },
  async handler({ tx, body, principal }, deps) {
    const by = nameOf(principal);
    const holidays = body.holidays.map((holiday) => ({ ...holiday, state: holiday.state ?? null }));
    await requireFreshNames(tx, body.amendments);
    await requireInForce(tx, body.ends);
    requireMayRelax(principal, body.relaxes);
    const row = await insertChange(tx, { ...body, holidays, by }, deps.now());
    await requireReadable(tx, row);
    await requireThere(tx, row);
    await appendLedger(tx, deps.now(), [entryOf(row, 'drafted', by)]);
    return {
      status: 201,
      body: await presentChange(tx, row),
      headers: { location: `/api/v1/compliance/changes/${row.id}` },
    };
  },
});

export const getChanges = defineRoute({
  id: 'listRuleChanges',
  method: 'get',
  path: '/api/v1/compliance/changes',
  tag: 'Compliance',
  summary: 'Changes of law, newest first',
  access: 'compliance:read',
  query: RuleChangeQuery,
  responses: { 200: { description: 'One page of changes.', body: RuleChangePage } },
  async handler({ tx, query }) {
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const of = { status: query.status ?? null, before: cursor?.[0] ?? null, limit: query.limit + 1 };
    const page = pageFrom(
      await listChanges(tx, of),
      query.limit,
      (row) => row,
      (row) => [row.id],
    );
    const items: RuleChange[] = [];
    for (const row of page.items) items.push(await presentChange(tx, row));
    return { status: 200, body: { ...page, items } };
  },
});

export const getChange = defineRoute({
  id: 'getRuleChange',
  method: 'get',
  path: '/api/v1/compliance/changes/:id',
  tag: 'Compliance',
  summary: 'One change of law, and how far its preview and re-plan are',
  access: 'compliance:read',
  params: idParams(),
  responses: { 200: { description: 'The change.', body: RuleChange } },
  async handler({ tx, params }) {
    return { status: 200, body: await presentChange(tx, await foundChange(tx, params.id)) };
  },
});

/** @throws Problem 404. */
export async function foundChange(tx: TenantTx, id: string, lock = false): Promise<RuleChangeRow> {
  const row = await findChange(tx, id, { lock });
  if (!row) throw notFound('change of rules');
  return row;
}

/** A step of a change, as the ledger keeps it. */
export function entryOf(
  row: RuleChangeRow,
  event: string,
  actor: string,
  more: Record<string, string> = {},
): LedgerEntry {
  const { id: changeId, title, reason, amendments, holidays, ends } = row;
  const loosens = Object.keys(row.relaxes).length > 0;
  const relaxes = loosens ? { relaxes: relaxedOf(row.relaxes) } : {};
  const content = contentVersion({ amendments, holidays, ends, ...(loosens && { relaxes: row.relaxes }) });
  const about = { what: 'change', event, changeId, title, reason, ends, content, holidays: holidays.length };
  const body = { ...about, ...relaxes, ...more };
  return { kind: 'rule-change', actor, rules: amendments.map(({ id }) => id), body };
}

/** Findings and overrides name provisions: a name that is in use would be taken for the other. */
async function requireFreshNames(tx: TenantTx, amendments: readonly { id: string }[]): Promise<void> {
  const used = new Set((await rulesWith(tx, [])).provisions.map(({ id }) => id));
  const errors: ProblemField[] = [];
  for (const [index, { id }] of amendments.entries()) {
    if (used.has(id)) {
      errors.push({
        field: `amendments.${index}.id`,
        message: `${id} is the name of another rule in force.`,
        remedy: 'Choose another name, such as one that begins with change.',
      });
    }
    used.add(id);
  }
  if (errors.length > 0) throw invalid(errors);
}

async function requireInForce(tx: TenantTx, ends: readonly string[]): Promise<void> {
  const errors: ProblemField[] = [];
  for (const [index, id] of ends.entries()) {
    if ((await findChange(tx, id))?.status === 'approved') continue;
    errors.push({
      field: `ends.${index}`,
      message: 'It is no change in force.',
      remedy: 'Send the id of an approved change: GET /compliance/changes?status=approved lists them.',
    });
  }
  if (errors.length > 0) throw invalid(errors);
}

/** What cannot be read would refuse every call that it may be about. */
async function requireReadable(tx: TenantTx, row: RuleChangeRow): Promise<void> {
  const { problems } = await rulesWith(tx, [row]);
  const errors = row.amendments.flatMap(({ id }, index): ProblemField[] => {
    const problem = problems.find(({ provision, kind }) => provision === id && kind === 'unreadable');
    if (!problem) return [];
    const remedy = 'Correct its dates, zone or table of holidays.';
    return [{ field: `amendments.${index}`, message: problem.message, remedy }];
  });
  if (errors.length > 0) throw invalid(errors);
}
