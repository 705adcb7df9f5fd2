import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { ChangeActivities } from '../activities/changes/interface.ts';
import type { RunInput, SliceView } from './contract.ts';
import { importOptions, LOOK_SLICE_MS, lookOptions } from './options.ts';
import { runInSlices } from './run-in-slices.ts';

const { openLeadRun, finishLeadRun } = proxyActivities<ChangeActivities>(importOptions);
const { planLeads } = proxyActivities<ChangeActivities>(lookOptions);

/**
 * Plans every waiting lead and promised callback under the rules of a change of law: a preview shows the difference and
 * writes nothing to leads, the re-plan after an approval moves them. Which of both it is stands in the run's row.
 */
export function lawChange(input: RunInput): Promise<SliceView> {
  return runInSlices({
    noun: 'leads',
    open: () => openLeadRun(input),
    next: () => planLeads({ ...input, sliceMs: LOOK_SLICE_MS }),
    finish: (end) => finishLeadRun({ ...input, end }),
    again: () => continueAsNew<typeof lawChange>(input),
  });
}
