import { CancellationScope, proxyActivities, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { Built, RegistryActivities, RegistryLoadEnd } from '../activities/dnc/interface.ts';
import { brokenOff } from './broken-off.ts';
import { registryCancel, type RegistryLoadInput, type RegistryLoadView, registryLoadView } from './contract.ts';
import { buildRegistryOptions, importOptions } from './options.ts';

const { buildRegistryVersion } = proxyActivities<RegistryActivities>(buildRegistryOptions);
const { settleRegistryVersion } = proxyActivities<RegistryActivities>(importOptions);

/**
 * One file into one version of a do-not-call registry: build it, then put it in force, or leave it to an officer where
 * something about it is doubtful. Approval is a change of the row, so nothing waits here for days.
 */
export async function loadRegistry(input: RegistryLoadInput): Promise<RegistryLoadView> {
  let view: RegistryLoadView = { status: 'building', doubts: [] };
  let cancelledBy = '';
  const building = new CancellationScope({ cancellable: true });
  setHandler(registryLoadView, () => view);
  setHandler(registryCancel, ({ by }) => {
    cancelledBy = by;
    building.cancel();
  });
  setCurrentDetails('building');

  let end: RegistryLoadEnd;
  try {
    const built = await building.run(() => buildRegistryVersion(input));
    if (built.kind === 'built') view = { ...view, doubts: built.doubts };
    end = endOf(built);
  } catch (failure) {
    end = endAfter(failure, cancelledBy);
  }
  const { status } = await CancellationScope.nonCancellable(() => settleRegistryVersion({ ...input, end }));
  view = { ...view, status };
  setCurrentDetails(
    view.doubts.length === 0 ? status : `${status}; an officer is asked about: ${view.doubts.join(', ')}`,
  );
  return view;
}

function endOf(built: Built): RegistryLoadEnd {
  if (built.kind === 'refused') return { kind: 'failed', sentence: built.sentence };
  if (built.kind === 'built' && built.doubts.length > 0) return { kind: 'awaiting-approval' };
  return { kind: 'in-force' };
}

function endAfter(failure: unknown, cancelledBy: string): RegistryLoadEnd {
  const broken = brokenOff(failure, cancelledBy);
  return broken.kind === 'cancelled' ? broken : { kind: 'failed', sentence: 'The file could not be read.' };
}
