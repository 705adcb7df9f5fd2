import {
  CancellationScope,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { NumbersActivities, NumbersCounts, NumbersEnd } from '../activities/dnc/interface.ts';
import { brokenOff } from './broken-off.ts';
import {
  numbersImportCancel,
  type NumbersImportInput,
  numbersImportView,
  type NumbersImportView,
  searchAttributes,
} from './contract.ts';
import { IMPORT_SLICE_MS, importOptions, readChunksOptions } from './options.ts';

const { readNumbers } = proxyActivities<NumbersActivities>(readChunksOptions);
const { finishNumbers } = proxyActivities<NumbersActivities>(importOptions);

const NOTHING: NumbersCounts = { lines: 0, added: 0, alreadyListed: 0, bad: 0, leadsEnded: 0, callsHungUp: 0 };

/**
 * One file of numbers into one of the tenant's own do-not-call lists, slice by slice. Numbers, counts and the place in
 * the file are in Postgres; a signal cancels between two batches, and what was read by then stays listed.
 */
export async function importNumbers(input: NumbersImportInput): Promise<NumbersImportView> {
  let view: NumbersImportView = { status: 'running', ...NOTHING };
  let cancelledBy = '';
  const reading = new CancellationScope({ cancellable: true });
  setHandler(numbersImportView, () => view);
  setHandler(numbersImportCancel, ({ by }) => {
    cancelledBy = by;
    reading.cancel();
  });

  let end: NumbersEnd;
  try {
    end = await reading.run(() =>
      readFile(input, (counts) => {
        view = { status: 'running', ...counts };
        setCurrentDetails(describe('reading', counts));
      }),
    );
  } catch (failure) {
    end = endAfter(failure, cancelledBy);
  }
  const { status, counts } = await CancellationScope.nonCancellable(() => finishNumbers({ ...input, end }));
  view = { status, ...counts };
  setCurrentDetails(describe(status, counts));
  upsertSearchAttributes([{ key: searchAttributes.state, value: status }]);
  return view;
}

async function readFile(input: NumbersImportInput, report: (counts: NumbersCounts) => void): Promise<NumbersEnd> {
  for (;;) {
    const slice = await readNumbers({ ...input, sliceMs: IMPORT_SLICE_MS });
    if (slice.kind === 'refused') return { status: 'failed', sentence: slice.sentence };
    report(slice.counts);
    if (slice.done) return { status: 'completed' };
  }
}

function endAfter(failure: unknown, cancelledBy: string): NumbersEnd {
  const broken = brokenOff(failure, cancelledBy);
  if (broken.kind === 'cancelled') return { status: 'cancelled', by: broken.by };
  return { status: 'failed', sentence: `The import could not go on: ${broken.message}.` };
}

function describe(state: string, { lines, added, alreadyListed, bad, leadsEnded, callsHungUp }: NumbersCounts): string {
  return `${state}; ${lines} lines, ${added} added, ${alreadyListed} listed already, ${bad} bad; ${leadsEnded} leads ended, ${callsHungUp} calls hung up`;
}
