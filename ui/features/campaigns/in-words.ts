import type { Campaign, CampaignProgress } from '../../api-client/types.gen.ts';
import { counted, figure, roughly } from '../../parts/figures.ts';

/** How fast, as a person says it. */
export function paceInWords({
  callsPerSecond,
  maxConcurrentCalls,
}: Pick<Campaign, 'callsPerSecond' | 'maxConcurrentCalls'>): string {
  const rate =
    callsPerSecond >= 1
      ? `${figure(callsPerSecond * 60)} calls a minute`
      : `a call every ${roughly(1 / callsPerSecond)}`;
  return `${rate}, ${figure(maxConcurrentCalls)} at once`;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const NAMES: Record<string, string> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
};

/** When, as a person says it. */
export function windowInWords(window: Campaign['callingWindow']): string {
  if (window === null) return 'all lawful hours';
  const clock = window.zone === 'lead' ? 'where the lead is' : `in ${window.zone.replaceAll('_', ' ')}`;
  return `${daysInWords(window.days)}, ${window.start}–${window.end} ${clock}`;
}

function daysInWords(days: readonly string[]): string {
  const indexes = DAYS.flatMap((day, index) => (days.includes(day) ? [index] : []));
  if (indexes.length === 7) return 'every day';
  if (indexes.length === 0) return 'never';
  const first = indexes[0] ?? 0;
  const last = indexes.at(-1) ?? 0;
  const isRun = indexes.length > 2 && last - first === indexes.length - 1;
  if (isRun) return `${NAMES[DAYS[first] ?? '']}–${NAMES[DAYS[last] ?? '']}`;
  return indexes.map((index) => NAMES[DAYS[index] ?? '']).join(', ');
}

/** What a change of pace means for those who wait. */
export function paceConsequence(waiting: number, callsPerSecond: number): string {
  if (waiting === 0) return 'Nobody is waiting to be called.';
  return `${counted(waiting, 'lead')} waiting: dialled once each in ${roughly(waiting / callsPerSecond)}, as far as their hours allow.`;
}

/** What stopping does, in numbers as far as they are known. */
export function stopConsequence(progress: Pick<CampaignProgress, 'leads' | 'liveCalls'> | undefined): string {
  if (progress === undefined)
    return 'Leads that wait will not be called any more. How many calls are in progress is not known yet: they can come to their end or be hung up.';
  const { leads, liveCalls } = progress;
  const calls =
    liveCalls === 0
      ? 'No call is in progress.'
      : `${counted(liveCalls, 'call')} in progress can come to ${liveCalls === 1 ? 'its' : 'their'} end or be hung up.`;
  return `${counted(leads.waiting, 'lead')} will not be called any more. ${calls}`;
}
