import { continueAsNew, proxyActivities, setCurrentDetails, sleep, workflowInfo } from '@temporalio/workflow';
import type { ReceiptActivities } from '../activities/receipts/interface.ts';
import { OPT_OUT_PLACES } from '../domain/vocabulary.ts';
import type { ReceiptInput, ReceiptResult } from './contract.ts';
import { proveOptions, receiptWaitMs } from './options.ts';

const { proveOptOut } = proxyActivities<ReceiptActivities>(proveOptions);

/**
 * Proves that an opt-out is in effect in every place, and ends what should not be there, until it is so: at once for most,
 * later where a call says goodbye or an import is in progress. The opt-out itself does not wait for this.
 */
export async function receipt({ tenantId, optOutId, looks = 0 }: ReceiptInput): Promise<ReceiptResult> {
  for (let look = looks; ; look++) {
    const { status, waitingFor } = await proveOptOut({ tenantId, optOutId });
    if (status !== 'open') {
      setCurrentDetails(`The receipt is closed: ${status}.`);
      return { status };
    }
    const places = waitingFor.map((place) => OPT_OUT_PLACES[place]);
    setCurrentDetails(`Not proven yet: ${places.join(', ') || 'somebody may still be at work who looked before'}.`);
    await sleep(receiptWaitMs(look), { summary: 'until the next look at every place' });
    if (workflowInfo().continueAsNewSuggested) {
      return continueAsNew<typeof receipt>({ tenantId, optOutId, looks: look + 1 });
    }
  }
}
