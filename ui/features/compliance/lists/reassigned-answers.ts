import type { ReassignedUpload } from '../../../api-client/types.gen.ts';

type Answer = ReassignedUpload['answers'][number];

const WORDS: Readonly<Record<string, Answer['answer']>> = {
  yes: 'yes',
  no: 'no',
  unknown: 'unknown',
  'no data': 'unknown',
  no_data: 'unknown',
};

/**
 * Lines of number, day of consent and, where lines differ, the answer: by commas, semicolons or tabs. A day counts from
 * its beginning in UTC.
 * @returns the answers, and the lines (1 is the first) that have no number or no day
 */
export function answersIn(text: string, otherwise: Answer['answer']): { answers: Answer[]; bad: number[] } {
  const answers: Answer[] = [];
  const bad: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [phone = '', day = '', word = ''] = line.split(/[,;\t]/).map((part) => part.trim());
    const at = /^\d{4}-\d\d-\d\d/.test(day) ? Date.parse(day) : Number.NaN;
    const answer = word === '' ? otherwise : WORDS[word.toLowerCase()];
    if (!/\d{3}/.test(phone) || Number.isNaN(at) || answer === undefined) bad.push(index + 1);
    else answers.push({ phone, consentAt: new Date(at).toISOString(), answer });
  }
  return { answers, bad };
}
