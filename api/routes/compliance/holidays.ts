import type { z } from 'zod';
import { type HolidayRow, insertHoliday, listHolidays, removeHoliday } from '../../../database/compliance/holidays.ts';
import { appendLedger, type LedgerEntry } from '../../../database/ledger/append.ts';
import { nameOf } from '../../auth/principal.ts';
import { Holiday, HolidayCreate, HolidayList } from '../../contract/compliance-profile.ts';
import { idParams } from '../../contract/id.ts';
import { conflict, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { requireOneIsEnough } from './changes-four-eyes.ts';

export const getHolidays = defineRoute({
  id: 'listHolidays',
  method: 'get',
  path: '/api/v1/compliance/holidays',
  tag: 'Compliance',
  summary: 'Days on which this tenant calls nobody in a place, beside those of the law',
  access: 'compliance:read',
  responses: { 200: { description: 'By date.', body: HolidayList } },
  async handler({ tx }) {
    return { status: 200, body: { items: (await listHolidays(tx)).map(present) } };
  },
});

export const postHoliday = defineRoute({
  id: 'createHoliday',
  method: 'post',
  path: '/api/v1/compliance/holidays',
  tag: 'Compliance',
  summary: 'Add a holiday: one that a governor proclaimed, for instance',
  access: 'compliance:write',
  idempotent: true,
  body: HolidayCreate,
  responses: { 201: { description: 'In force from the next claim and dial.', body: Holiday } },
  async handler({ tx, body, principal }, deps) {
    const by = nameOf(principal);
    const row = await insertHoliday(tx, { ...body, state: body.state ?? null, by }, deps.now());
    if (!row)
      throw conflict('holiday-exists', 'That place has that day already.', [
        {
          field: 'date',
          message: 'It is a holiday there already.',
          remedy: 'Remove that one first, or send another day.',
        },
      ]);
    await appendLedger(tx, deps.now(), [holidayEntry(row, 'holiday-added', by)]);
    return { status: 201, body: present(row) };
  },
});

export const deleteHoliday = defineRoute({
  id: 'removeHoliday',
  method: 'delete',
  path: '/api/v1/compliance/holidays/:id',
  tag: 'Compliance',
  summary: 'Take a holiday of the tenant’s back',
  description: 'Where the tenant asks for four eyes, only by a change that somebody else approves.',
  access: 'compliance:write',
  params: idParams(),
  responses: { 204: { description: 'Removed. The law’s holidays stay.' } },
  async handler({ tx, params, principal }, deps) {
    await requireOneIsEnough(tx, 'Taking a holiday back');
    const by = nameOf(principal);
    const row = await removeHoliday(tx, params.id, { by, nowMs: deps.now() });
    if (!row) throw notFound('holiday');
    await appendLedger(tx, deps.now(), [holidayEntry(row, 'holiday-removed', by)]);
    return { status: 204, body: undefined };
  },
});

/** A holiday that came or went, as the ledger keeps it. */
export function holidayEntry(row: HolidayRow, what: 'holiday-added' | 'holiday-removed', actor: string): LedgerEntry {
  const body = { what, holidayId: row.id, date: row.on_date, country: row.country, state: row.state, name: row.name };
  return { kind: 'rule-change', actor, body };
}

function present(row: HolidayRow): z.infer<typeof Holiday> {
  return {
    id: row.id,
    date: row.on_date,
    name: row.name,
    country: row.country,
    state: row.state,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
  };
}
