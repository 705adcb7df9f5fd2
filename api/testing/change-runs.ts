import { finishLeadRun } from '../../activities/changes/finish-lead-run.ts';
import { finishReplay } from '../../activities/changes/finish-replay.ts';
import type { RunRef } from '../../activities/changes/interface.ts';
import { openLeadRun } from '../../activities/changes/open-lead-run.ts';
import { openReplay } from '../../activities/changes/open-replay.ts';
import { planLeads } from '../../activities/changes/plan-leads.ts';
import { replayCalls } from '../../activities/changes/replay-calls.ts';
import { placesOf } from '../../numbering/places.ts';
import type { TestApi } from './test-api.ts';

const SLICE = { sliceMs: 10_000 };
const never = new AbortController().signal;
const COMPLETED = { end: { status: 'completed' } } as const;

/** What the workflow of a preview or of a re-plan does, without a server of Temporal. */
export async function carryOutRun(api: TestApi, ref: RunRef): Promise<void> {
  const deps = depsOf(api);
  await openLeadRun(deps, ref);
  await planLeads(deps, { ...ref, ...SLICE }, never);
  await finishLeadRun(deps, { ...ref, ...COMPLETED });
}

/** What the workflow of a replay does; how far it came. */
export async function carryOutReplay(api: TestApi, ref: RunRef) {
  const deps = depsOf(api);
  await openReplay(deps, ref);
  const seen = await replayCalls(deps, { ...ref, ...SLICE }, never);
  await finishReplay(deps, { ...ref, ...COMPLETED });
  return seen;
}

function depsOf({ deps }: TestApi) {
  return { ...deps, numbering: { placesOf, zones: deps.zones }, clock: { now: deps.now } };
}
