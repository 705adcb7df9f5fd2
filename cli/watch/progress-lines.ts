import type { CampaignProgress } from '../../api/contract/campaigns.ts';
import { DISPOSITIONS, dispositions, REFUSAL_REASONS } from '../../domain/vocabulary.ts';
import { bar } from '../terminal/bar.ts';

/** The state of a campaign in a few lines: what it does, how far it is, how calls ended, why leads wait. */
export function progressLines(progress: CampaignProgress): string[] {
  const { leads } = progress;
  const ended = leads.done + leads.blocked;
  const ends = dispositions.flatMap((name) => {
    const count = progress.dispositions[name] ?? 0;
    return count > 0 ? [`${DISPOSITIONS[name].label} ${count}`] : [];
  });
  const waits = Object.entries(progress.refusals).map(([reason, count]) => `${count} ${refusalText(reason)}`);
  return [
    `${progress.name} · ${progress.status} · ${progress.details}`,
    `${bar(ended, leads.total)}  ${ended} of ${leads.total} leads finished · ${leads.inCall} in a call · ${leads.waiting} waiting`,
    `Calls ended: ${ends.length > 0 ? ends.join(' · ') : 'none yet'}`,
    ...(waits.length > 0 ? [`Not called: ${waits.join(' · ')}`] : []),
    ...(progress.callbacksPromised > 0 ? [`Call-backs promised: ${progress.callbacksPromised}`] : []),
    ...(progress.nextDue ? [`Next call: ${localTime(progress.nextDue)}${clockNote(progress)}`] : []),
  ];
}

/** `Tue 24 Nov, 08:00 Pacific/Honolulu` */
export function localTime({ local, zone }: { local: string; zone: string }): string {
  const wall = new Date(`${local.slice(0, 16)}:00Z`);
  const day = wall.toUTCString().slice(0, 11).replace(',', '').replace(/ 0/, ' ');
  return `${day}, ${local.slice(11, 16)} ${zone}`;
}

export function refusalText(reason: string): string {
  return Object.entries(REFUSAL_REASONS).find(([name]) => name === reason)?.[1] ?? reason;
}

function clockNote({ demonstration }: CampaignProgress): string {
  return demonstration ? ' (demonstration clock)' : '';
}
