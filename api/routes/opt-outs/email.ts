import type { E164 } from '../../../domain/ids.ts';
import { numbersOfAddress } from '../../../database/receipts/known-numbers.ts';
import { sealNumber } from '../../../keyring/sealed-number.ts';
import { OptOutEmail, OptOutMessageResult } from '../../contract/opt-outs.ts';
import { readPhone } from '../../http/phone-input.ts';
import { defineOpenRoute } from '../../http/route.ts';
import { countryOf } from '../../http/country-of.ts';
import { inboxParams, openInbox, recordMessage } from './open-inbox.ts';

export const postOptOutEmail = defineOpenRoute({
  id: 'receiveOptOutEmail',
  method: 'post',
  path: '/api/v1/opt-outs/email/:inbox',
  tag: 'Do not call',
  summary: 'An e-mail to the address for refusals, as a mail provider parsed it',
  description:
    'Body: `{ "messageId", "from", "subject", "text" }`, signed as text messages are. Whatever comes to that address is a refusal: of every number of the person whose address it came from, and of numbers that it names itself.',
  access: 'public',
  rawBody: true,
  params: inboxParams,
  responses: { 200: { description: 'Recorded, or not understood.', body: OptOutMessageResult } },
  async handler({ params, request }, deps) {
    const receivedMs = deps.now();
    const inbox = await openInbox(deps, request, params.inbox, 'e-mail', OptOutEmail);
    const { from, subject, text, messageId } = inbox.message;
    const { known, country } = await deps.database.inTenant(inbox.tenantId, async (tx) => ({
      known: await numbersOfAddress(tx, addressOf(from)),
      country: await countryOf(tx),
    }));
    const written = numbersWritten(`${subject}\n${ownWords(text)}`, country).map((e164) =>
      sealNumber(deps.keyring, e164),
    );
    const numbers = [...known, ...written].filter(
      (one, index, all) => all.findIndex((other) => other.numberHmac.equals(one.numberHmac)) === index,
    );
    const evidence = `${subject}\n${text}`;
    const body = await recordMessage(deps, inbox, numbers, { id: messageId, evidence, receivedMs });
    return { status: 200, body };
  },
});

/** Of `Pat Doe <pat@example.com>`. */
function addressOf(from: string): string {
  return (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from).trim();
}

/** Without what an answer quotes. */
function ownWords(text: string): string {
  const lines = text.split(/\r?\n/);
  const quoted = lines.findIndex((line) => /^(>|on .* wrote:$|-+ ?original message)/i.test(line.trim()));
  return (quoted < 0 ? lines : lines.slice(0, quoted)).join('\n').slice(0, 10_000);
}

const MOST_WRITTEN = 5;

/** Telephone numbers in a text, those that can be numbers. */
function numbersWritten(text: string, country: string): E164[] {
  const found = [...text.matchAll(/\+?\d[\d\s().-]{5,18}\d/g)].flatMap(([candidate]) => {
    const read = readPhone(candidate, country, 'text');
    return read.ok ? [read.e164] : [];
  });
  return [...new Set(found)].slice(0, MOST_WRITTEN);
}
