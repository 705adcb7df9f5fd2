import { continueAsNew, proxyActivities, setCurrentDetails, sleep, workflowInfo } from '@temporalio/workflow';
import type { ReconcilerActivities } from '../activities/interface.ts';
import { RECONCILE_EVERY_MS, RECONCILE_OLDER_THAN_MS, reconcileOptions } from './options.ts';

const { reconcile } = proxyActivities<ReconcilerActivities>(reconcileOptions);

/**
 * One for the installation: finds attempts whose workflow is closed, missing or stranded, has them fenced and finished,
 * and sends what waits in the outbox. Leases never expire by time; this is what frees them after a crash.
 */
export async function reconciler({ everyMs = RECONCILE_EVERY_MS }: { everyMs?: number } = {}): Promise<never> {
  while (!workflowInfo().continueAsNewSuggested) {
    const { checked, fenced, released, outbox } = await reconcile({ olderThanMs: RECONCILE_OLDER_THAN_MS });
    setCurrentDetails(`Last sweep: ${checked} checked, ${fenced} fenced, ${released} released, ${outbox} sent.`);
    await sleep(everyMs, { summary: 'until the next sweep' });
  }
  return continueAsNew<typeof reconciler>({ everyMs });
}
