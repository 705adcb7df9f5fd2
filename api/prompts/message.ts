import type { Disclosure } from '../../domain/compliance/disclosures.ts';
import type { OpeningWords } from '../../voice-worker/contract.ts';
import { disclosurePhrases } from './disclosure-phrases.ts';

/**
 * What the agent leaves on an answering machine: who called, that it is a machine, and how to refuse further calls where
 * that is due. Empty where a number is due and the tenant has none: such a message is not left.
 */
export function messageOf(of: {
  due: readonly Pick<Disclosure, 'key' | 'on'>[];
  callerName: string;
  /** E.164. */
  tollFreeNumber: string | null;
  language: string | null;
}): OpeningWords[] {
  const phrases = disclosurePhrases(of.language);
  const isDue = (key: string) => of.due.some((one) => one.key === key && one.on !== 'answer');
  const numberIsDue = isDue('toll-free-number');
  if (numberIsDue && of.tollFreeNumber === null) return [];
  const parts: OpeningWords[] = [
    { words: phrases.identity(of.callerName), keys: ['identity', 'ai'], required: true },
    {
      words: of.tollFreeNumber === null ? '' : phrases.tollFree(digitByDigit(of.tollFreeNumber)),
      keys: numberIsDue ? ['toll-free-number'] : [],
      required: true,
    },
    { words: isDue('recording') ? phrases.recording : '', keys: ['recording'], required: true },
    { words: phrases.missed, keys: [], required: true },
  ];
  return parts.filter(({ words }) => words !== '');
}

/** As a voice says it and a listener writes it down: 8 0 0, 5 5 5, 0 1 9 9. A country code of one digit is left out. */
function digitByDigit(number: string): string {
  const digits = number.replace(/^\+1(?=\d{10}$)/, '').replace('+', '');
  return (digits.match(/\d{1,3}(?=(?:\d{3})*\d{4}$)|\d{1,4}$/g) ?? [digits])
    .map((group) => [...group].join(' '))
    .join(', ');
}
