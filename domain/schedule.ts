import type { EpochMs } from './time.ts';

/** Between which instants a campaign dials; either may be left out. */
export type Schedule = { readonly startAt?: string | undefined; readonly endAt?: string | undefined };

export type SchedulePhase = 'before' | 'open' | 'over';

/** Where `now` lies in the schedule. A start that cannot be read never comes, an end that cannot be read has passed. */
export function schedulePhase({ startAt, endAt }: Schedule, now: EpochMs): SchedulePhase {
  if (endAt !== undefined && !(now < Date.parse(endAt))) return 'over';
  return startAt !== undefined && !(now >= Date.parse(startAt)) ? 'before' : 'open';
}
