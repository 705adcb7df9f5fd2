import type { TenantTx } from '../../../database/connect.ts';
import type { ProblemField } from '../../contract/problem.ts';
import { readPhone } from '../../http/phone-input.ts';
import { invalid } from '../../http/problem.ts';
import { promptProblems } from '../../prompts/variables.ts';
import { countryOf } from '../../http/country-of.ts';
import type { Fields } from './agent-changes.ts';

const PROMPTS = ['systemPrompt', 'inboundPrompt', 'outboundPrompt', 'greetingMessage', 'disclosureMessage'] as const;
const PHONES = ['transferNumber', 'fallbackNumber'] as const;

/**
 * What the agent as a whole would be, checked where only the whole tells: variables that nothing fills, numbers nobody can
 * dial. @returns the sent numbers as E.164. @throws Problem 422
 */
export async function requireUsable(
  tx: TenantTx,
  whole: Fields,
  sent: Fields,
): Promise<Pick<Fields, (typeof PHONES)[number]>> {
  const parameters = Object.keys(whole.promptParameters ?? {});
  const errors = PROMPTS.flatMap((field): ProblemField[] =>
    promptProblems(whole[field] ?? '', parameters).map((problem) => ({
      field,
      message: `Line ${problem.line}, column ${problem.column}: ${problem.message}.`.slice(0, 1000),
      remedy: 'Correct the variable, or add it to promptParameters.',
    })),
  );
  const numbers: Pick<Fields, (typeof PHONES)[number]> = {};
  const written = PHONES.filter((field) => typeof sent[field] === 'string');
  const country = written.length > 0 ? await countryOf(tx) : '';
  for (const field of written) {
    const read = readPhone(sent[field] ?? '', country, field);
    if (read.ok) numbers[field] = read.e164;
    else errors.push(read.error);
  }
  if (errors.length > 0) throw invalid(errors);
  return numbers;
}
