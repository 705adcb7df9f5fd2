import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { ChangeActivities } from '../activities/changes/interface.ts';
import type { RunInput, SliceView } from './contract.ts';
import { importOptions, LOOK_SLICE_MS, lookOptions } from './options.ts';
import { runInSlices } from './run-in-slices.ts';

const { openReplay, finishReplay } = proxyActivities<ChangeActivities>(importOptions);
const { replayCalls } = proxyActivities<ChangeActivities>(lookOptions);

/** Asks about every call of a past day whether it would have been made under other rules. */
export function complianceReplay(input: RunInput): Promise<SliceView> {
  return runInSlices({
    noun: 'calls',
    open: () => openReplay(input),
    next: () => replayCalls({ ...input, sliceMs: LOOK_SLICE_MS }),
    finish: (end) => finishReplay({ ...input, end }),
    again: () => continueAsNew<typeof complianceReplay>(input),
  });
}
