/** Why a cell is no telephone number that can be dialled, and what to do about it. */
export const PHONE_PROBLEMS = {
  empty: { says: 'the cell is empty', remedy: 'add a number, or leave the row out' },
  'no-digits': { says: 'there is no number in the cell', remedy: 'put the number alone into this column' },
  'digits-lost': {
    says: 'a spreadsheet has rounded the number to scientific notation, and digits are lost',
    remedy: 'format the column as text in the original file and export it again',
  },
  'several-numbers': {
    says: 'the cell holds several numbers',
    remedy: 'put each number into a column of its own',
  },
  'too-short': { says: 'the number has too few digits', remedy: 'add the area code, or the country code after a +' },
  'too-long': {
    says: 'the number has too many digits',
    remedy: 'write numbers of other countries with + and the country code; write extensions as "ext. 12"',
  },
  'not-possible': {
    says: 'no telephone number of that country looks like this',
    remedy: 'check the digits, and the default country of the list',
  },
  'not-assigned': {
    says: 'no such area code or number range is in service',
    remedy: 'check the digits, and the default country of the list',
  },
  'unknown-country': {
    says: 'the country code after the + belongs to no country',
    remedy: 'check the country code, or leave it out for numbers of the default country',
  },
} as const satisfies Record<string, { says: string; remedy: string }>;

export type PhoneProblem = keyof typeof PHONE_PROBLEMS;
