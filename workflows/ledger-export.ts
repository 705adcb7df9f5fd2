import { CancellationScope, proxyActivities, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { ExportEnd, LedgerExportActivities } from '../activities/ledger/interface.ts';
import { brokenOff } from './broken-off.ts';
import { ledgerExportCancel, type LedgerExportInput } from './contract.ts';
import { importOptions, writeExportOptions } from './options.ts';

const { openExport, finishExport } = proxyActivities<LedgerExportActivities>(importOptions);
const { writeExport } = proxyActivities<LedgerExportActivities>(writeExportOptions);

/** One archive of a ledger: fix its entries, write it, write how it ended. How far it is stands in Postgres. */
export async function ledgerExport(input: LedgerExportInput): Promise<ExportEnd> {
  const writing = new CancellationScope({ cancellable: true });
  setHandler(ledgerExportCancel, () => writing.cancel());
  let end: ExportEnd;
  try {
    end = await writing.run(async () => {
      const { entries } = await openExport(input);
      setCurrentDetails(`Writing ${entries} entries of the ledger`);
      await writeExport(input);
      return { status: 'completed' };
    });
  } catch (failure) {
    end = endAfter(failure);
  }
  await CancellationScope.nonCancellable(() => finishExport({ ...input, end }));
  setCurrentDetails(`The export of the ledger has ${end.status}`);
  return end;
}

function endAfter(failure: unknown): ExportEnd {
  const broken = brokenOff(failure, '');
  if (broken.kind === 'cancelled') return { status: 'cancelled' };
  return { status: 'failed', sentence: `The export could not be written: ${broken.message}.` };
}
