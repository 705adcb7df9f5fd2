import { refusesInWriting } from '../../../domain/opt-out-words.ts';
import { sealNumber } from '../../../keyring/sealed-number.ts';
import { OptOutMessage, OptOutMessageResult } from '../../contract/opt-outs.ts';
import { readPhone } from '../../http/phone-input.ts';
import { defineOpenRoute } from '../../http/route.ts';
import { countryOf } from '../../http/country-of.ts';
import { inboxParams, openInbox, recordMessage } from './open-inbox.ts';

export const postOptOutMessage = defineOpenRoute({
  id: 'receiveOptOutMessage',
  method: 'post',
  path: '/api/v1/opt-outs/messages/:inbox',
  tag: 'Do not call',
  summary: 'A text message that somebody sent back, such as STOP',
  description:
    'Body: `{ "messageId", "from", "text" }`. Signed by `Ringfence-Signature: t=<unix seconds>,v1=<hex>`, the HMAC-SHA-256 under the inbox’s secret of `<t>.` and the body as it is sent. A delivery that repeats is the same opt-out. Messages that refuse nothing are answered with `understood: false`.',
  access: 'public',
  rawBody: true,
  params: inboxParams,
  responses: { 200: { description: 'Recorded, or not understood.', body: OptOutMessageResult } },
  async handler({ params, request }, deps) {
    const receivedMs = deps.now();
    const inbox = await openInbox(deps, request, params.inbox, 'carrier', OptOutMessage);
    const { from, text, messageId } = inbox.message;
    const country = await deps.database.inTenant(inbox.tenantId, countryOf);
    const read = readPhone(from, country, 'from');
    const numbers = read.ok && refusesInWriting(text) ? [sealNumber(deps.keyring, read.e164)] : [];
    const body = await recordMessage(deps, inbox, numbers, { id: messageId, evidence: text, receivedMs });
    return { status: 200, body };
  },
});
