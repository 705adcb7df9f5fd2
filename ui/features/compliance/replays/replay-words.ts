import type { Replay, Tenant } from '../../../api-client/types.gen.ts';
import { counted } from '../../../parts/figures.ts';

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** Under which rules a day was asked: those of a moment, and changes beside them. */
export function rulesWords({ rulesAt, changes, createdAt }: Pick<Replay, 'rulesAt' | 'changes' | 'createdAt'>): string {
  const asked = Math.abs(Date.parse(rulesAt) - Date.parse(createdAt)) < 60_000;
  const rules = asked ? 'the rules in force when asked' : `the rules of ${day.format(new Date(rulesAt))}`;
  return changes.length === 0 ? rules : `${rules}, and ${counted(changes.length, 'change')}`;
}

/** The calendar day before today, by this clock: `2026-11-20`. */
export function yesterday(now: Date): string {
  return dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1));
}

/** The last day that can be asked about: yesterday; today in a demonstration, whose calls are all of today. */
export function lastDay(tenant: Pick<Tenant, 'demonstration' | 'clockOffsetMs'> | undefined): string {
  if (!tenant?.demonstration) return yesterday(new Date());
  return dayOf(new Date(Date.now() + tenant.clockOffsetMs));
}

function dayOf(date: Date): string {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}
