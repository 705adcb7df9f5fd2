import {
  CancellationScope,
  getExternalWorkflowHandle,
  log,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { ImportActivities, ImportCounts, ImportEnd } from '../activities/imports/interface.ts';
import type { CampaignId } from '../domain/ids.ts';
import { brokenOff } from './broken-off.ts';
import {
  campaignWake,
  importCancel,
  type ImportInput,
  importView,
  type ImportView,
  searchAttributes,
  workflowIds,
} from './contract.ts';
import { describeEnd, describeReading } from './import-details.ts';
import { IMPORT_SLICE_MS, importOptions, readChunksOptions } from './options.ts';

const { openImport, enrolImport, finishImport } = proxyActivities<ImportActivities>(importOptions);
const { readChunks } = proxyActivities<ImportActivities>(readChunksOptions);

const NOTHING: ImportCounts = { rowsRead: 0, accepted: 0, rejected: 0, duplicate: 0, updated: 0, suppressed: 0 };

/**
 * One file into one list: decide how it is read, read it slice by slice, give its leads to the campaigns of the list,
 * write how it ended. Rows, counts and the place in the file are in Postgres; a signal cancels between two chunks.
 */
export async function importList(input: ImportInput): Promise<ImportView> {
  let view = viewOf('running', NOTHING);
  let cancelledBy = '';
  const reading = new CancellationScope({ cancellable: true });
  setHandler(importView, () => view);
  setHandler(importCancel, ({ by }) => {
    cancelledBy = by;
    reading.cancel();
  });

  let campaigns: CampaignId[] = [];
  let end: ImportEnd;
  try {
    end = await reading.run(async () => {
      const opened = await openImport(input);
      if (opened.kind === 'refused') return { status: 'failed', sentence: opened.sentence };
      if (opened.kind === 'open') {
        await readFile(input, opened.fileBytes, (counts) => {
          view = viewOf('running', counts);
        });
        campaigns = (await enrolImport(input)).campaigns;
      }
      return { status: 'completed' };
    });
  } catch (failure) {
    end = endAfter(failure, cancelledBy);
  }

  const { status, counts } = await CancellationScope.nonCancellable(() => finishImport({ ...input, end }));
  view = viewOf(status, counts);
  setCurrentDetails(describeEnd(status, counts));
  upsertSearchAttributes([{ key: searchAttributes.state, value: status }]);
  await CancellationScope.nonCancellable(() => wake(campaigns));
  return view;
}

async function readFile(input: ImportInput, fileBytes: number, report: (counts: ImportCounts) => void): Promise<void> {
  for (let done = false; !done; ) {
    const slice = await readChunks({ ...input, sliceMs: IMPORT_SLICE_MS });
    report(slice.counts);
    setCurrentDetails(describeReading(slice.counts, slice.bytesRead, fileBytes));
    done = slice.done;
  }
}

function endAfter(failure: unknown, cancelledBy: string): ImportEnd {
  const broken = brokenOff(failure, cancelledBy);
  if (broken.kind === 'cancelled') return { status: 'cancelled', by: broken.by };
  return { status: 'failed', sentence: `The import could not go on: ${broken.message}.` };
}

/** Campaigns that are not running have no workflow to wake; they find the leads when they start. */
async function wake(campaigns: readonly CampaignId[]): Promise<void> {
  for (const id of campaigns) {
    try {
      await getExternalWorkflowHandle(workflowIds.campaign(id)).signal(campaignWake);
    } catch {
      log.debug('a campaign of the list is not running', { campaign: id });
    }
  }
}

function viewOf(status: ImportView['status'], { rowsRead, accepted, rejected, duplicate }: ImportCounts): ImportView {
  return { status, rowsRead, accepted, rejected, duplicate };
}
