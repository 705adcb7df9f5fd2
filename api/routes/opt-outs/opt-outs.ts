import { enforceOptOut, writeOptOut } from '../../../database/receipts/record-opt-out.ts';
import { readOptOuts } from '../../../database/receipts/read-opt-outs.ts';
import { SEAL } from '../../../keyring/keyring.ts';
import { sealNumber } from '../../../keyring/sealed-number.ts';
import { nameOf } from '../../auth/principal.ts';
import { idParams } from '../../contract/id.ts';
import { OptOutCreate, OptOutPage, OptOutQuery, OptOutReceipt } from '../../contract/opt-outs.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { requirePhone } from '../../http/phone-input.ts';
import { invalid } from '../../http/problem.ts';
import { defineRoute, defineStream } from '../../http/route.ts';
import { streamEvents } from '../../sse/tenant-events.ts';
import { endCalls } from './end-calls.ts';
import { numberLookedUp } from '../ledger/look-up.ts';
import { countryOf } from '../../http/country-of.ts';
import { presentOptOut, presentReceipt } from './present-receipt.ts';

export const postOptOut = defineRoute({
  id: 'recordOptOut',
  method: 'post',
  path: '/api/v1/opt-outs',
  tag: 'Do not call',
  summary: 'Somebody does not want to be called any more',
  description:
    'True at once and everywhere in the tenant: the number is listed first, then waiting leads, promised callbacks, queued attempts and calls of that person are ended. The answer is the receipt as far as it is; a workflow proves the rest, and the receipt fills.',
  access: 'suppressions:write',
  idempotent: true,
  body: OptOutCreate,
  responses: { 201: { description: 'Listed. The receipt so far.', body: OptOutReceipt } },
  async handler({ tx, body, principal }, deps) {
    const nowMs = deps.now();
    const number = requirePhone(body.phone, body.defaultCountry ?? (await countryOf(tx)), 'phone');
    if (body.campaignId) {
      const known = await tx.query('select 1 from campaigns where tenant_id = $1 and id = $2', [
        tx.tenantId,
        body.campaignId,
      ]);
      if (known.length === 0) throw invalid([UNKNOWN_CAMPAIGN]);
    }
    const request = {
      ...sealNumber(deps.keyring, number),
      campaignId: body.campaignId ?? null,
      source: principal.kind === 'api-key' ? ('api' as const) : ('officer' as const),
      reason: body.reason,
      evidence: body.evidence ? deps.keyring.seal(body.evidence, SEAL.optOutEvidence) : null,
      externalId: null,
      attemptId: null,
      createdBy: nameOf(principal),
      actor: nameOf(principal),
    };
    const written = await writeOptOut(tx, request, nowMs, deps.now);
    return {
      status: 201,
      body: await presentReceipt(tx, written.optOutId, deps.config.temporal),
      headers: { location: `/api/v1/opt-outs/${written.optOutId}` },
      // Only once the entry is committed: a dial that starts at this moment sees either it or is seen itself.
      afterCommit: async () => {
        const done = await enforceOptOut(deps.database, tx.tenantId, written, request, deps.now);
        if (!done.enforced)
          deps.log.warn({ err: done.failure }, 'an opt-out is listed; its places are left to the proof');
        await endCalls(deps, tx.tenantId, done);
        return deps.database.inTenant(tx.tenantId, (later) =>
          presentReceipt(later, written.optOutId, deps.config.temporal),
        );
      },
    };
  },
});

const UNKNOWN_CAMPAIGN = {
  field: 'campaignId',
  message: 'It refers to nothing here.',
  remedy: 'Send the id of one of your campaigns.',
};

export const listOptOuts = defineRoute({
  id: 'listOptOuts',
  method: 'get',
  path: '/api/v1/opt-outs',
  tag: 'Do not call',
  summary: 'Opt-outs, newest first',
  access: 'suppressions:read',
  query: OptOutQuery,
  responses: { 200: { description: 'One page.', body: OptOutPage } },
  async handler({ tx, query, principal }, deps) {
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const numberHmac = await numberLookedUp(tx, deps, { query, what: 'opt-outs-by-number', principal });
    const filter = {
      before: cursor?.[0] ?? null,
      numberHmac,
      status: query.status ?? null,
      source: query.source ?? null,
    };
    const rows = await readOptOuts(tx, filter, query.limit + 1);
    return { status: 200, body: pageFrom(rows, query.limit, presentOptOut, (row) => [row.id]) };
  },
});

export const getOptOut = defineRoute({
  id: 'getOptOut',
  method: 'get',
  path: '/api/v1/opt-outs/:id',
  tag: 'Do not call',
  summary: 'The receipt of an opt-out: each place, what was done and when, the slowest step, the ledger entries',
  access: 'suppressions:read',
  params: idParams(),
  responses: { 200: { description: 'The receipt.', body: OptOutReceipt } },
  handler: async ({ tx, params }, { config }) => ({
    status: 200,
    body: await presentReceipt(tx, params.id, config.temporal),
  }),
});

export const streamOptOut = defineStream({
  id: 'streamOptOut',
  method: 'get',
  path: '/api/v1/opt-outs/:id/events',
  tag: 'Do not call',
  summary: 'A receipt as it fills: opt-out.recorded, opt-out.enforced, opt-out.proven or opt-out.undone',
  access: 'suppressions:read',
  params: idParams(),
  responses: {
    200: { description: 'Server-sent events, as of `/api/v1/events`.', contentType: 'text/event-stream' },
  },
  async handler({ principal, params, request, response }, deps) {
    await deps.database.inTenant(principal.tenantId, (tx) => presentReceipt(tx, params.id, deps.config.temporal));
    const wanted = ({ data }: { data: unknown }) =>
      typeof data === 'object' && data !== null && 'optOutId' in data && data.optOutId === params.id;
    await streamEvents({ request, response, principal }, deps, wanted);
  },
});
