import { recordedReassignedNumbers } from '../../../activities/screening/reassigned-numbers.ts';
import { recordReassigned } from '../../../database/compliance/reassigned.ts';
import { appendLedger } from '../../../database/ledger/append.ts';
import { nameOf } from '../../auth/principal.ts';
import type { ProblemField } from '../../contract/problem.ts';
import { ReassignedResult, ReassignedUpload } from '../../contract/reassigned.ts';
import { readPhone } from '../../http/phone-input.ts';
import { invalid } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { countryOf } from '../../http/country-of.ts';

export const postReassigned = defineRoute({
  id: 'recordReassignedNumbers',
  method: 'post',
  path: '/api/v1/compliance/reassigned-numbers',
  tag: 'Compliance',
  summary: 'Record what a reassigned-numbers database replied',
  description:
    'A “yes” blocks the number for consents of that day or before; a “no” goes for that day and later ones. Counts from the next screening on.',
  access: 'compliance:write',
  idempotent: true,
  body: ReassignedUpload,
  responses: { 200: { description: 'Recorded.', body: ReassignedResult } },
  async handler({ tx, body, principal }, deps) {
    const country = await countryOf(tx);
    const read = body.answers.map(({ phone }, n) => readPhone(phone, country, `answers.${n}.phone`));
    const errors = read.flatMap((one): ProblemField[] => (one.ok ? [] : [one.error]));
    if (errors.length > 0) throw invalid(errors);
    const records = body.answers.flatMap(({ consentAt, answer }, n) => {
      const one = read[n];
      return one?.ok ? [{ number: one.e164, consentAt: Date.parse(consentAt), state: answer }] : [];
    });
    const database = recordedReassignedNumbers(records, { source: body.source, asOf: Date.parse(body.asOf) });
    const replies = await database.ask(records);
    const answers = records.flatMap(({ number, consentAt }, n) => {
      const reply = replies[n];
      if (!reply) return [];
      const numberHmac = deps.keyring.numberIndex(number);
      const { state, asOf } = reply;
      return [{ numberHmac, state, consentAt: new Date(consentAt), asOf: new Date(asOf), source: database.source }];
    });
    const recorded = await recordReassigned(tx, answers, deps.now());
    await appendLedger(tx, deps.now(), [
      {
        kind: 'rule-change',
        actor: nameOf(principal),
        body: { what: 'reassigned-numbers', source: body.source, asOf: body.asOf, answers: answers.length, recorded },
      },
    ]);
    return { status: 200, body: { recorded } };
  },
});
