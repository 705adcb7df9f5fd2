import type { CampaignProgress } from '../../api/contract/campaigns.ts';
import { dispositions } from '../../domain/vocabulary.ts';
import { bar } from '../terminal/bar.ts';
import { labelOf, reasonText } from './labels.ts';
import { localTime } from './local-time.ts';

/** The state of a campaign in a few lines: what it does, how far it is, how calls ended, why leads wait. */
export function progressLines(progress: CampaignProgress): string[] {
  const { leads } = progress;
  const ended = leads.done + leads.blocked;
  const ends = dispositions.flatMap((name) => {
    const count = progress.dispositions[name] ?? 0;
    return count > 0 ? [`${labelOf(name)} ${count}`] : [];
  });
  const waits = Object.entries(progress.refusals).map(([reason, count]) => `${count} ${reasonText(reason)}`);
  return [
    [progress.name, ...stateOf(progress)].join(' · '),
    `${bar(ended, leads.total)}  ${ended} of ${leads.total} leads finished · ${leads.inCall} in a call · ${leads.waiting} waiting`,
    `Calls ended: ${ends.length > 0 ? ends.join(' · ') : 'none yet'}`,
    ...(waits.length > 0 ? [`Waiting or not called: ${waits.join(' · ')}`] : []),
    ...(progress.callbacksPromised > 0 ? [`Call-backs promised: ${progress.callbacksPromised}`] : []),
    ...(progress.nextDue ? [`Next call: ${localTime(progress.nextDue)}`] : []),
  ];
}

/** The sentence often begins with the status itself. */
function stateOf({ status, details }: CampaignProgress): string[] {
  return details.toLowerCase().startsWith(status) ? [details] : [status, details];
}
