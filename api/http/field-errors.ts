import type { z } from 'zod';
import type { ProblemField } from '../contract/problem.ts';

/** Turns what zod found into fields with remedies. `prefix` names the part of the request, empty for the body. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[], prefix: string): ProblemField[] {
  return issues.flatMap((issue) => {
    const field = fieldName(prefix, issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: fieldName(prefix, [...issue.path, key]),
        message: 'There is no such field.',
        remedy: 'Leave it out, or correct its spelling.',
      }));
    }
    return [{ field, message: messageOf(issue), remedy: remedyOf(issue) }];
  });
}

function fieldName(prefix: string, path: readonly PropertyKey[]): string {
  const name = [...(prefix ? [prefix] : []), ...path.map(String)].join('.');
  // A key of the client's own making may be anything, also very long.
  return name === '' ? '(body)' : name.slice(0, 200);
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return sentence(issue.message);
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return 'It is missing.';
  if (issue.code === 'invalid_type' && issue.message.endsWith('received NaN')) return 'It is no number.';
  if (issue.code === 'invalid_value') return 'It is none of the values that it may have.';
  if (issue.code === 'too_small') return tooSmall(issue);
  if (issue.code === 'too_big') return tooBig(issue);
  return sentence(issue.message.replace(/^Invalid input: /, ''));
}

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): string {
  if (COUNTED[origin] !== undefined) return minimum === 1 ? 'It is empty.' : 'It is too short.';
  return inclusive === false ? `It is not more than ${minimum}.` : `It is less than ${minimum}.`;
}

function tooBig({ origin, maximum, inclusive }: z.core.$ZodIssueTooBig): string {
  if (COUNTED[origin] !== undefined) return 'It is too long.';
  return inclusive === false ? `It is not less than ${maximum}.` : `It is more than ${maximum}.`;
}

function remedyOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'custom':
      return typeof issue.params?.['remedy'] === 'string' ? issue.params['remedy'] : 'Correct the value.';
    case 'invalid_type':
      return `Send ${withArticle(issue.expected)}.`;
    case 'invalid_value':
      return `Send one of: ${issue.values.map(String).join(', ')}.`;
    case 'too_big':
      return `Send ${issue.inclusive === false ? 'less than' : 'at most'} ${amount(issue.maximum, issue.origin)}.`;
    case 'too_small':
      return `Send ${issue.inclusive === false ? 'more than' : 'at least'} ${amount(issue.minimum, issue.origin)}.`;
    case 'invalid_format':
      return formatRemedy(issue.format);
    case 'not_multiple_of':
      return `Send a multiple of ${issue.divisor}.`;
    case 'invalid_union':
      return 'Send one of the shapes that the API description lists for this field.';
    default:
      return 'See the API description of this field under /docs.';
  }
}

/** What is counted of a value that has no size of its own: one of them, and several. */
const COUNTED: Readonly<Record<string, readonly [string, string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  set: ['entry', 'entries'],
};

function amount(size: number | bigint, origin: string): string {
  const words = COUNTED[origin];
  return words === undefined ? String(size) : `${size} ${size === 1 ? words[0] : words[1]}`;
}

function formatRemedy(format: string): string {
  const remedies: Record<string, string> = {
    uuid: 'Send an id as the API gave it.',
    email: 'Send an e-mail address such as ana@example.com.',
    url: 'Send a whole URL such as https://example.com/v1.',
    datetime: 'Send an instant such as 2026-11-21T15:00:00Z.',
  };
  return remedies[format] ?? 'Send it in the form that the API description gives.';
}

function withArticle(expected: string): string {
  if (expected === 'int') return 'a whole number';
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}

function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return 'It is not usable.';
  const capital = trimmed[0]!.toUpperCase() + trimmed.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
