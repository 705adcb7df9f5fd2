import { OptOutLink, OptOutLinkCreate } from '../../contract/opt-outs.ts';
import { requirePhone } from '../../http/phone-input.ts';
import { defineRoute } from '../../http/route.ts';
import { countryOf } from '../../http/country-of.ts';
import { writeLinkToken } from './link-token.ts';

const DAY_MS = 24 * 3_600_000;

export const postOptOutLink = defineRoute({
  id: 'createOptOutLink',
  method: 'post',
  path: '/api/v1/opt-outs/links',
  tag: 'Do not call',
  summary: 'A link by which the holder of a number refuses further calls',
  description:
    'For messages and letters. It opens a small page without sign-in; nothing is recorded before its button is pressed, so that a mail scanner that opens it refuses nothing.',
  access: 'suppressions:write',
  body: OptOutLinkCreate,
  idempotent: true,
  responses: { 201: { description: 'The link.', body: OptOutLink } },
  async handler({ tx, body }, deps) {
    const number = requirePhone(body.phone, body.defaultCountry ?? (await countryOf(tx)), 'phone');
    const expiresAt = deps.now() + body.expiresInDays * DAY_MS;
    const numberHmac = deps.keyring.numberIndex(number);
    const token = writeLinkToken(deps.keyring, {
      tenantId: tx.tenantId,
      numberHmac,
      tail: number.slice(-2),
      expiresAt,
    });
    const url = `${deps.config.publicUrl}/o/${token}`;
    return { status: 201, body: { url, expiresAt: new Date(expiresAt).toISOString() } };
  },
});
