import type { RuleChange, RuleChangeRun } from '../../../api-client/types.gen.ts';
import { counted } from '../../../parts/figures.ts';
import type { Tone } from '../../../parts/status-badge.tsx';
import { textOf } from '../rules/requirement-words.ts';

export const CHANGE_TONES: Readonly<Record<RuleChange['status'], Tone>> = {
  draft: 'info',
  approved: 'good',
  rejected: 'quiet',
  withdrawn: 'quiet',
  ended: 'quiet',
};

type Count = keyof RuleChangeRun['found'];

/** What can become of a waiting lead, worst for the campaign first. */
export const MOVES: readonly { key: Count; label: string; tone: Tone }[] = [
  { key: 'blocked', label: 'not called any more', tone: 'bad' },
  { key: 'held', label: 'wait for somebody', tone: 'warn' },
  { key: 'later', label: 'called later', tone: 'warn' },
  { key: 'earlier', label: 'called earlier', tone: 'info' },
  { key: 'callable', label: 'callable now', tone: 'good' },
  { key: 'same', label: 'as before', tone: 'quiet' },
];

/** What the tenant gives up of what it chose beside the law. */
export function relaxedWords({
  packs,
  stricter,
  holidays,
  overrides,
  fourEyes,
  limits,
  campaigns,
}: RuleChange['relaxes']): string[] {
  const many = (value: unknown) => (Array.isArray(value) ? value.length : 0);
  return [
    ...(packs === undefined ? [] : [`the law packs are ${Array.isArray(packs) ? packs.join(', ') || 'none' : 'all'}`]),
    ...(Array.isArray(stricter) ? [`without its own rules ${stricter.join(', ')}`] : []),
    ...(many(holidays) > 0 ? [`without ${counted(many(holidays), 'holiday')} of its own`] : []),
    ...(Array.isArray(overrides)
      ? overrides.map((one) => `overrides ${textOf(one, 'provision')}: ${textOf(one, 'reason')}`)
      : []),
    ...limitWords(limits),
    ...(many(campaigns) > 0 ? [`${counted(many(campaigns), 'campaign')} may try a lead more often`] : []),
    ...(fourEyes === false ? ['one person is enough for changes of rules'] : []),
  ];
}

const LIMITS = {
  attemptsPerNumberPerDay: 'attempts a number a day',
  attemptsPerLeadPerDay: 'attempts a lead a day',
  retentionDays: 'days for which records are kept',
} as const;

function limitWords(limits: unknown): string[] {
  if (typeof limits !== 'object' || limits === null) return [];
  const known = new Map<string, unknown>(Object.entries(limits));
  return Object.entries(LIMITS).flatMap(([name, words]) => (known.has(name) ? [`${known.get(name)} ${words}`] : []));
}
