import { addEvents } from '../../../database/engine/add-events.ts';
import { insertConsents, listConsents, personOf, revokeConsent } from '../../../database/compliance/consents.ts';
import { appendLedger } from '../../../database/ledger/append.ts';
import { nameOf } from '../../auth/principal.ts';
import {
  Consent,
  ConsentCreate,
  ConsentPage,
  ConsentQuery,
  ConsentRevoke,
  ConsentsCreated,
} from '../../contract/consents.ts';
import { idParams } from '../../contract/id.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { invalid, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { consentEntry, presentConsent } from './consent-row.ts';

export const getConsents = defineRoute({
  id: 'listConsents',
  method: 'get',
  path: '/api/v1/consents',
  tag: 'Compliance',
  summary: 'Consents, newest first, revoked ones too',
  access: 'consents:read',
  query: ConsentQuery,
  responses: { 200: { description: 'One page of consents.', body: ConsentPage } },
  async handler({ tx, query }) {
    const asked = query.leadId !== undefined || query.personId !== undefined;
    const personId = asked ? await personOf(tx, query) : null;
    if (personId === undefined) throw notFound(query.personId === undefined ? 'lead' : 'person');
    const before = decodeCursor(query.cursor, ['uuid'])?.[0] ?? null;
    const rows = await listConsents(tx, { personId, before, limit: query.limit + 1 });
    return { status: 200, body: pageFrom(rows, query.limit, presentConsent, (row) => [row.id]) };
  },
});

export const postConsents = defineRoute({
  id: 'recordConsents',
  method: 'post',
  path: '/api/v1/consents',
  tag: 'Compliance',
  summary: 'Record what a person agreed to',
  description: 'One consent for each scope. It counts from the next screening on.',
  access: 'consents:write',
  idempotent: true,
  body: ConsentCreate,
  responses: { 201: { description: 'Recorded.', body: ConsentsCreated } },
  async handler({ tx, body, principal }, deps) {
    const personId = await personOf(tx, body);
    if (personId === undefined) throw notFound(body.personId === undefined ? 'lead' : 'person');
    const nowMs = deps.now();
    if (Date.parse(body.givenAt) > nowMs) throw inTheFuture('givenAt');
    const by = nameOf(principal);
    const rows = await insertConsents(
      tx,
      [...new Set(body.scopes)].map((scope) => ({
        personId,
        scope,
        source: body.source,
        sourceDetail: body.sourceDetail,
        textShown: body.textShown,
        givenAt: new Date(body.givenAt),
        expiresAt: body.expiresAt ? new Date(body.expiresAt) : null,
        leadId: body.leadId ?? null,
        recordedBy: by,
      })),
      nowMs,
    );
    await appendLedger(
      tx,
      nowMs,
      rows.map((row) => consentEntry(row, 'given', by)),
    );
    await addEvents(tx, nowMs, [
      { type: 'consent.given', leadId: body.leadId ?? null, data: { personId, scopes: body.scopes, by } },
    ]);
    return { status: 201, body: { items: rows.map(presentConsent) } };
  },
});

export const postRevocation = defineRoute({
  id: 'revokeConsent',
  method: 'post',
  path: '/api/v1/consents/:id/revoke',
  tag: 'Compliance',
  summary: 'The person has revoked it',
  description:
    'It counts no more from the next screening on, at the latest the one before the dial. Revoking again changes nothing. Who must not be called at all belongs on the do-not-call list.',
  access: 'consents:write',
  params: idParams(),
  body: ConsentRevoke,
  responses: { 200: { description: 'The consent as it is now.', body: Consent } },
  async handler({ tx, params, body, principal }, deps) {
    const nowMs = deps.now();
    if (body.at !== undefined && Date.parse(body.at) > nowMs) throw inTheFuture('at');
    const by = nameOf(principal);
    const at = body.at === undefined ? new Date(nowMs) : new Date(body.at);
    const done = await revokeConsent(tx, params.id, { at, by, reason: body.reason });
    if (!done) throw notFound('consent');
    const { consent, revokedNow } = done;
    if (revokedNow) {
      await appendLedger(tx, nowMs, [consentEntry(consent, 'revoked', by)]);
      await addEvents(tx, nowMs, [
        {
          type: 'consent.revoked',
          leadId: consent.lead_id,
          data: { personId: consent.person_id, scopes: [consent.scope], by },
        },
      ]);
    }
    return { status: 200, body: presentConsent(consent) };
  },
});

function inTheFuture(field: string) {
  return invalid([{ field, message: 'It lies in the future.', remedy: 'Send a time that has passed.' }]);
}
