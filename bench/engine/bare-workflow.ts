/** The least that a call could cost: the history of `call` with activities that do nothing. */
import {
  condition,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { searchAttributes } from '../../workflows/contract.ts';

export interface BareActivities {
  nothing(): Promise<void>;
  bareDial(dialMs: number): Promise<{ kind: 'answered'; answeredAt: string }>;
}

export const bareEnded = defineSignal<[{ outcome: string }]>('bareEnded');
export const BARE_QUEUES = { calls: 'bare-calls', dial: 'bare-dial' };

const { nothing } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: 20_000 });
const { bareDial } = proxyActivities<BareActivities>({
  taskQueue: BARE_QUEUES.dial,
  startToCloseTimeout: 60_000,
  retry: { maximumAttempts: 1 },
  allowEagerDispatch: false,
});

export async function bareCall(input: { dialMs: number }): Promise<{ disposition: string }> {
  let outcome: string | undefined;
  setHandler(bareEnded, (report) => {
    outcome = report.outcome;
  });
  await nothing();
  await bareDial(input.dialMs);
  await condition(() => outcome !== undefined, 150_000);
  await nothing();
  upsertSearchAttributes([
    { key: searchAttributes.disposition, value: outcome ?? 'none' },
    { key: searchAttributes.state, value: 'ended' },
  ]);
  return { disposition: outcome ?? 'none' };
}
