import type { Payload } from '@temporalio/common';
import type { Request } from 'express';
import { createPayloadCodec } from '../../../temporal/payload-codec.ts';
import { authenticate } from '../../auth/authenticate.ts';
import { readCodecCookie } from '../../auth/codec-cookie.ts';
import { permits } from '../../auth/policy.ts';
import type { Principal } from '../../auth/principal.ts';
import { Payloads } from '../../contract/codec.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { forbidden, unauthenticated } from '../../http/problem.ts';
import { defineOpenRoute } from '../../http/route.ts';

export const decodePayloads = defineOpenRoute({
  id: 'decodePayloads',
  method: 'post',
  path: '/temporal-codec/decode',
  tag: 'Temporal',
  summary: 'Open the sealed payloads that the Temporal UI shows',
  description:
    'Temporal’s codec server protocol, for owner and compliance. Credentials: the cookie of GET /temporal-codec, or an API key or access token. Payloads that name another tenant stay sealed.',
  access: 'public',
  body: Payloads,
  responses: { 200: { description: 'The payloads, opened.', body: Payloads } },
  async handler({ body, request }, deps) {
    const principal = await whoAsks(request, deps);
    if (!permits(principal, 'temporal:decode').allowed)
      throw forbidden('Payloads are opened for the roles owner and compliance.');
    const codec = createPayloadCodec(deps.keyring);
    const payloads = await Promise.all(
      body.payloads.map(async (sealed) => {
        const [opened] = await codec.decode([fromWire(sealed)]).catch(() => []);
        // Under a key that is gone, or somebody else's: the UI goes on showing it sealed.
        return opened && isFor(opened, principal) ? toWire(opened) : sealed;
      }),
    );
    return { status: 200, body: { payloads } };
  },
});

export const encodePayloads = defineOpenRoute({
  id: 'encodePayloads',
  method: 'post',
  path: '/temporal-codec/encode',
  tag: 'Temporal',
  summary: 'Seal payloads that the Temporal UI or CLI sends',
  access: 'public',
  body: Payloads,
  responses: { 200: { description: 'The payloads, sealed.', body: Payloads } },
  async handler({ body, request }, deps) {
    const principal = await whoAsks(request, deps);
    if (!permits(principal, 'temporal:decode').allowed)
      throw forbidden('Payloads are sealed for the roles owner and compliance.');
    const sealed = await createPayloadCodec(deps.keyring).encode(body.payloads.map(fromWire));
    return { status: 200, body: { payloads: sealed.map(toWire) } };
  },
});

type Wire = Payloads['payloads'][number];

async function whoAsks(request: Request, deps: ApiDependencies): Promise<Principal> {
  if (request.get('authorization') !== undefined || request.get('x-api-key') !== undefined)
    return authenticate(request, deps);
  const holder = await readCodecCookie(request, deps.config.jwtSecret, deps.now());
  if (!holder) throw unauthenticated('Sign in at /temporal-codec first, then load the workflow again.');
  const [user] = await deps.database.inTenant(holder.tenantId, (tx) =>
    tx.query<{ role: Principal['role'] }>('select role from users where id = $1 and disabled_at is null', [holder.id]),
  );
  if (!user) throw unauthenticated('This account is disabled. Sign in at /temporal-codec with another.');
  return { kind: 'user', ...holder, role: user.role, scopes: null };
}

/** The installation's keys open every tenant's payloads; what names another tenant is not for this one's eyes. */
function isFor(payload: Payload, { tenantId }: Principal): boolean {
  const text = Buffer.from(payload.data ?? []).toString('utf8');
  const named = [...text.matchAll(/"tenant_?[iI]d"\s*:\s*"([0-9a-fA-F-]{36})"/g)].map((match) =>
    match[1]?.toLowerCase(),
  );
  return named.every((id) => id === tenantId);
}

function fromWire({ metadata, data }: Wire): Payload {
  const entries = Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value, 'base64')] as const);
  return { metadata: Object.fromEntries(entries), data: Buffer.from(data ?? '', 'base64') };
}

function toWire({ metadata, data }: Payload): Wire {
  const entries = Object.entries(metadata ?? {}).map(
    ([name, value]) => [name, Buffer.from(value).toString('base64')] as const,
  );
  return { metadata: Object.fromEntries(entries), data: Buffer.from(data ?? []).toString('base64') };
}
