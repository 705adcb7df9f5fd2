import { DISPOSITIONS } from '../../api/contract/vocabulary.ts';

/** How calls end, in the five groups that charts tell apart. */
export const GROUPS = [
  { key: 'answered', label: 'Answered', colour: 'var(--answered)' },
  { key: 'unanswered', label: 'Not answered', colour: 'var(--unanswered)' },
  { key: 'carrier-failure', label: 'Carrier failed', colour: 'var(--carrier-failure)' },
  { key: 'not-dialled', label: 'Not dialled', colour: 'var(--not-dialled)' },
  { key: 'unknown', label: 'Unknown, cut off', colour: 'var(--unknown)' },
] as const;
type GroupKey = (typeof GROUPS)[number]['key'];

const TABLE: Readonly<Record<string, { group: GroupKey; label: string }>> = DISPOSITIONS;

export function dispositionLabel(disposition: string): string {
  return TABLE[disposition]?.label ?? disposition;
}

export function groupOf(disposition: string): GroupKey {
  return TABLE[disposition]?.group ?? 'unknown';
}

export function colourOf(group: GroupKey): string {
  return GROUPS.find(({ key }) => key === group)?.colour ?? 'var(--unknown)';
}

/** Counts by disposition, added up by group. */
export function byGroup(counts: Readonly<Record<string, number>>): Record<GroupKey, number> {
  const sums = { answered: 0, unanswered: 0, 'carrier-failure': 0, 'not-dialled': 0, unknown: 0 };
  for (const [disposition, count] of Object.entries(counts)) sums[groupOf(disposition)] += count;
  return sums;
}

/** Every disposition, by its label, for filters. */
export const DISPOSITION_CHOICES = Object.entries(TABLE).map(([value, { label }]) => ({ value, label }));
