import type { Disclosure } from '../../domain/compliance/disclosures.ts';
import type { OpeningWords } from '../../voice-worker/contract.ts';
import { disclosurePhrases } from './disclosure-phrases.ts';
import { splitGreeting } from './disclosure.ts';

/**
 * What the agent says first, in the order that the law asks for: who calls and that it is a machine, how to opt out
 * (within two seconds of that), that the call may be recorded; then the rest of the greeting. Only what is due is said.
 */
export function openingOf(of: {
  due: readonly Pick<Disclosure, 'key' | 'on'>[];
  /** Chosen words of identification; null: the greeting has them. */
  disclosure: string | null;
  greeting: string;
  language: string | null;
  optOutKey: string;
}): OpeningWords[] {
  const phrases = disclosurePhrases(of.language);
  const isDue = (key: string) => of.due.some((one) => one.key === key && one.on !== 'voicemail');
  const { identification, rest } =
    of.disclosure === null ? splitGreeting(of.greeting) : { identification: of.disclosure, rest: of.greeting };
  const parts: OpeningWords[] = [
    { words: identification, keys: ['identity', 'ai'].filter(isDue), required: true },
    { words: isDue('opt-out') ? phrases.optOut(of.optOutKey) : '', keys: ['opt-out'], required: true },
    { words: isDue('recording') ? phrases.recording : '', keys: ['recording'], required: true },
    { words: rest, keys: [], required: false },
  ];
  return parts.filter(({ words }) => words.trim() !== '');
}
