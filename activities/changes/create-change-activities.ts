import { cancellationSignal, heartbeat } from '@temporalio/activity';
import type { ChangeDeps } from './deps.ts';
import { finishLeadRun } from './finish-lead-run.ts';
import { finishReplay } from './finish-replay.ts';
import type { ChangeActivities } from './interface.ts';
import { openLeadRun } from './open-lead-run.ts';
import { openReplay } from './open-replay.ts';
import { planLeads } from './plan-leads.ts';
import { replayCalls } from './replay-calls.ts';

const HEARTBEAT_MS = 1_000;

/** The activities over their dependencies, as a worker of the imports queue registers them. */
export function createChangeActivities(deps: ChangeDeps): ChangeActivities {
  return {
    openLeadRun: (input) => whileBeating(() => openLeadRun(deps, input)),
    planLeads: (input) => whileBeating(() => planLeads(deps, input, cancellationSignal())),
    finishLeadRun: (input) => whileBeating(() => finishLeadRun(deps, input)),
    openReplay: (input) => whileBeating(() => openReplay(deps, input)),
    replayCalls: (input) => whileBeating(() => replayCalls(deps, input, cancellationSignal())),
    finishReplay: (input) => whileBeating(() => finishReplay(deps, input)),
  };
}

async function whileBeating<T>(work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => heartbeat(), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
