import { CancellationScope, setCurrentDetails, setHandler, workflowInfo } from '@temporalio/workflow';
import type { RunEnd, RunSlice } from '../activities/changes/interface.ts';
import { type BrokenOff, brokenOff } from './broken-off.ts';
import { sliceCancel, sliceView, type SliceView } from './contract.ts';

/** A long look at many rows, as a workflow does it: place and findings are in Postgres, slice by slice. */
export interface Sliced {
  /** `leads`, `calls`: what is counted. */
  noun: string;
  open(): Promise<RunSlice>;
  next(): Promise<RunSlice>;
  finish(end: RunEnd): Promise<{ status: string }>;
  /** Goes on in a new run of the workflow. */
  again(): Promise<never>;
}

/** Opens, looks slice by slice until all is seen or somebody cancels, and writes how it ended. */
export async function runInSlices({ noun, open, next, finish, again }: Sliced): Promise<SliceView> {
  let view: SliceView = { status: 'running', looked: 0, total: 0 };
  let cancelledBy = '';
  const looking = new CancellationScope({ cancellable: true });
  setHandler(sliceView, () => view);
  setHandler(sliceCancel, ({ by }) => {
    cancelledBy = by;
    looking.cancel();
  });
  const report = ({ looked, total }: RunSlice) => {
    view = { ...view, looked, total };
    setCurrentDetails(`${looked} of ${total} ${noun}`);
  };

  let end: RunEnd | 'again';
  try {
    end = await looking.run(async () => {
      let slice = await open();
      while (!slice.done) {
        report(slice);
        // A slice may end well though it was asked to break off: the next run would know nothing of who asked.
        if (workflowInfo().continueAsNewSuggested && cancelledBy === '') return 'again';
        slice = await next();
      }
      report(slice);
      return { status: 'completed' };
    });
  } catch (failure) {
    end = endAfter(failure, cancelledBy);
  }
  if (end === 'again') return again();
  const settled = end;
  const { status } = await CancellationScope.nonCancellable(() => finish(settled));
  view = { ...view, status };
  setCurrentDetails(`${status}: ${view.looked} of ${view.total} ${noun}`);
  return view;
}

function endAfter(failure: unknown, cancelledBy: string): RunEnd {
  // Whoever asked for the end gets it, whatever the slice at work failed with.
  const broken: BrokenOff = cancelledBy === '' ? brokenOff(failure, '') : { kind: 'cancelled', by: cancelledBy };
  if (broken.kind === 'cancelled') return { status: 'cancelled', by: broken.by };
  return { status: 'failed', sentence: `It could not go on: ${broken.message}.` };
}
