import type { LedgerEntry } from '../../../api-client/types.gen.ts';

/** The telling part of an entry in a line. Bodies are as they were written, by whatever version. */
export function entryWords({ kind, body, rules }: LedgerEntry): string {
  const fields: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : null);
  const said = (...names: string[]) => names.map(text).filter((part) => part !== null);
  switch (kind) {
    case 'verdict': {
      const against = rules.length > 0 ? `: ${rules.join(', ')}` : '';
      return [said('phase', 'result').join(', '), against].join('');
    }
    case 'look-up':
      return LOOKS[text('what') ?? ''] ?? text('what') ?? '';
    case 'outcome':
      return said('disposition', 'outcome', 'result').join(', ');
    case 'opt-out':
      return said('event', 'source').join(', ');
    case 'consent':
      return said('event', 'scope').join(', ');
    case 'override':
      return said('event', 'provision', 'reason').join(', ');
    default:
      return said('what', 'event', 'status', 'list', 'provision', 'name', 'reason').join(', ');
  }
}

const LOOKS: Readonly<Record<string, string>> = {
  'number-search': 'searched the number',
  'ledger-by-number': 'asked the ledger about the number',
  'do-not-call-by-number': 'asked the do-not-call list',
  'do-not-call-added-again': 'added a number that was listed already',
  'compliance-check': 'asked whether it may be called',
  number: 'saw the whole number',
  transcript: 'read a transcript',
};
