import { askToEnd } from './receipts/ask-to-end.ts';
import { dial } from './calls/dial.ts';
import { fenceCall } from './calls/fence-call.ts';
import { finishCall } from './calls/finish-call.ts';
import { prepareCall } from './calls/prepare-call.ts';
import { hangUpCampaign } from './campaigns/hang-up-campaign.ts';
import { createMeasureCampaign } from './campaigns/measure-campaign.ts';
import { notePacing } from './campaigns/note-pacing.ts';
import { settleCampaign } from './campaigns/settle-campaign.ts';
import type { EngineDeps } from './deps.ts';
import type { EngineActivities } from './interface.ts';
import { launchCalls } from './launch/launch-calls.ts';
import { proveOptOut } from './receipts/prove-opt-out.ts';
import { createReconcile } from './reconcile/reconcile.ts';

/** The engine's activities over their dependencies, as a worker registers them. */
export function createActivities(deps: EngineDeps): EngineActivities {
  return {
    measureCampaign: createMeasureCampaign(deps),
    launchCalls: (input) => launchCalls(deps, input),
    settleCampaign: (input) => settleCampaign(deps, input),
    hangUpCampaign: (input) => hangUpCampaign(deps, input),
    notePacing: (input) => notePacing(deps, input),
    prepareCall: (input) => prepareCall(deps, input),
    dial: (input) => dial(deps, input),
    fenceCall: (input) => fenceCall(deps, input),
    askToEnd: (input) => askToEnd(deps, input),
    finishCall: (input) => finishCall(deps, input),
    proveOptOut: (input) => proveOptOut(deps, input),
    reconcile: createReconcile(deps),
  };
}
