import { z } from 'zod';
import { knownNumber } from '../../../database/receipts/known-numbers.ts';
import { linkedRefusal } from '../../../database/receipts/linked-refusal.ts';
import { recordOptOut } from '../../../database/receipts/record-opt-out.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { defineOpenRoute } from '../../http/route.ts';
import { endCalls } from './end-calls.ts';
import { type OptOutLinkContent, readLinkToken } from './link-token.ts';
import { askPage, deadPage, donePage } from './pages.ts';

const params = z.object({ token: z.string().max(300) });
const html = (description: string) => ({ description, body: z.string(), contentType: 'text/html' });
const dead = html('The link is spoilt, not ours, or too old.');
const HEADERS = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };

export const getOptOutForm = defineOpenRoute({
  id: 'openOptOutForm',
  method: 'get',
  path: '/o/:token',
  tag: 'Do not call',
  summary: 'The page behind an opt-out link: asks, and records nothing',
  access: 'public',
  params,
  responses: { 200: html('The page.'), 404: dead },
  async handler({ params: { token } }, deps) {
    const link = await openLink(deps, token);
    if (!link) return { status: 404, body: deadPage(), headers: HEADERS };
    return { status: 200, body: askPage(link), headers: HEADERS };
  },
});

export const postOptOutForm = defineOpenRoute({
  id: 'submitOptOutForm',
  method: 'post',
  path: '/o/:token',
  tag: 'Do not call',
  summary: 'The button of that page, and the one-click of mail programs (RFC 8058)',
  description: 'Answered once the number is on the list. Pressed again it changes nothing.',
  access: 'public',
  params,
  responses: { 200: html('Recorded.'), 404: dead },
  async handler({ params: { token } }, deps) {
    const nowMs = deps.now();
    const link = await openLink(deps, token);
    if (!link) return { status: 404, body: deadPage(), headers: HEADERS };
    const { tenantId, numberHmac, tail, tenant } = link;
    const { number, externalId } = await deps.database.inTenant(tenantId, async (tx) => ({
      number: (await knownNumber(tx, numberHmac))?.number ?? null,
      externalId: await linkedRefusal(tx, numberHmac),
    }));
    const done = await recordOptOut(
      deps.database,
      tenantId,
      {
        ...{ numberHmac, tail, number, campaignId: null, attemptId: null, evidence: null, externalId },
        ...{ source: 'web-form', reason: 'Asked by an opt-out link', createdBy: 'web-form', actor: 'web-form' },
      },
      nowMs,
    );
    if (!done.enforced) deps.log.warn({ err: done.failure }, 'an opt-out is listed; its places are left to the proof');
    await endCalls(deps, tenantId, done);
    const page = donePage({ tenant, tail, optOutId: done.optOutId, at: new Date(done.receivedMs).toISOString() });
    return { status: 200, body: page, headers: HEADERS };
  },
});

async function openLink(
  { keyring, database, now }: Pick<ApiDependencies, 'keyring' | 'database' | 'now'>,
  token: string,
): Promise<(OptOutLinkContent & { tenant: string }) | null> {
  const link = readLinkToken(keyring, token);
  if (!link || link.expiresAt < now()) return null;
  const [tenant] = await database.inTenant(link.tenantId, (tx) =>
    tx.query<{ name: string }>('select name from tenants where id = $1', [link.tenantId]),
  );
  return tenant ? { ...link, tenant: tenant.name } : null;
}
