/**
 * How long each activity may take and how often it is tried, in one place. Queues are named in contract.ts.
 * Times in milliseconds.
 */
import type { ActivityOptions, LocalActivityOptions, RetryPolicy } from '@temporalio/common';
import { QUEUES } from './contract.ts';

/** For what is idempotent and must succeed some day: a database that is away for an hour costs an hour, not a lead. */
const untilItWorks: RetryPolicy = { initialInterval: 200, backoffCoefficient: 2, maximumInterval: 30_000 };

/** One read or one short transaction. A worker that was killed in it holds the campaign's tick for so long. */
export const measureOptions: ActivityOptions = {
  taskQueue: QUEUES.campaigns,
  startToCloseTimeout: 10_000,
  retry: untilItWorks,
};

/** Claims, screens and starts up to a few hundred calls, some seconds; its launch id makes every retry the same launch. */
export const launchOptions: ActivityOptions = {
  taskQueue: QUEUES.campaigns,
  startToCloseTimeout: 20_000,
  retry: untilItWorks,
};

/** Signals every live call of a campaign: idempotent, and bounded by the number of calls one trunk can hold. */
export const hangUpOptions: ActivityOptions = {
  taskQueue: QUEUES.campaigns,
  startToCloseTimeout: 120_000,
  retry: untilItWorks,
};

/**
 * Room, dispatch, agent ready: about half a second, five in a burst. Given up early, since the lead has a next time and
 * the lease of a call that is never placed keeps others from being placed.
 */
export const prepareOptions: LocalActivityOptions = {
  startToCloseTimeout: 20_000,
  scheduleToCloseTimeout: 45_000,
  retry: { initialInterval: 200, backoffCoefficient: 2, maximumInterval: 5_000 },
  // A preparation that goes on behind a fence could make the room anew.
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  summary: 'make the room, wait for the agent',
};

/** Fence and finish decide who may be called again: they are never given up. */
export const settleOptions: LocalActivityOptions = {
  startToCloseTimeout: 20_000,
  retry: untilItWorks,
};

/** A message to the agent of a call; where it does not arrive the call is cut. */
export const askToEndOptions: LocalActivityOptions = {
  startToCloseTimeout: 2_000,
  retry: { maximumAttempts: 2, initialInterval: 200 },
  summary: 'ask the agent to say goodbye',
};
/** Time for the goodbye; then the fence. */
export const GOODBYE_MS = 8_000;

/** Waiting for the slot, the last screening, the carrier's answer after the ringing limit (its client adds 10 s). */
const DIAL_MARGIN_MS = 25_000;
/** A dial that no worker has taken by then is late beyond its slot: the fence, then the lead's next time. */
const DIAL_QUEUE_MS = 30_000;

/**
 * The dial: once. A timeout or a lost worker means that the outcome is unknown. It has no heartbeat: ten seconds of
 * earlier knowledge would cost a write every few seconds on every ringing call.
 */
export function dialOptions(ringTimeoutMs: number, waitForSlotMs: number): ActivityOptions {
  return {
    taskQueue: QUEUES.dial,
    scheduleToStartTimeout: DIAL_QUEUE_MS,
    startToCloseTimeout: Math.max(0, waitForSlotMs) + ringTimeoutMs + DIAL_MARGIN_MS,
    retry: { maximumAttempts: 1 },
    // An eager dial would take the workflow worker's slot instead of one of its own queue.
    allowEagerDispatch: false,
    summary: 'dial',
  };
}

/** The voice worker and the carrier end a conversation at its limit; the guard is for when neither does. */
export const GUARD_MARGIN_MS = 30_000;
/** After the fence: time for a report or the dial's own answer to arrive, since both know more than the fence saw. */
export const LAST_WORD_MS = 3_000;

/** Sweeps the whole installation; each step is idempotent, so a slow sweep may be cut and repeated. */
export const reconcileOptions: ActivityOptions = {
  taskQueue: QUEUES.campaigns,
  startToCloseTimeout: 120_000,
  retry: untilItWorks,
};
export const RECONCILE_EVERY_MS = 10_000;
/** An attempt younger than this is left to its own workflow. */
export const RECONCILE_OLDER_THAN_MS = 20_000;

/** A campaign's tick while calls can be placed. */
export const TICK_MS = 1_000;
/** Claims look ahead a little beyond the next tick, so that a late tick does not leave the bucket's slots empty. */
export const HORIZON_MS = TICK_MS + 500;
/** Calls in progress, nothing due: a call that ends may make its lead due again, or be the last one. */
export const WATCH_MS = 3_000;
/**
 * Waits for what no call of a campaign's own will bring, one after the other; the last one repeats. Long: who brings it says
 * so (campaignWake). Short: calls of others end without a word to this campaign.
 */
export const PATIENCE_MS = {
  long: [1_000, 2_000, 5_000, 10_000, 15_000],
  short: [1_000, 2_000, WATCH_MS],
} as const;
/** Longest sleep. Wake-ups and commands are delivered until they arrive; this is for a row changed by hand. */
export const LONGEST_WAIT_MS = 15 * 60_000;
/** How far back the breaker looks at ended attempts. */
export const BREAKER_LOOK_BACK_MS = 120_000;

/** Heartbeats travel at four fifths of this: so late does a cancelled import learn of it. */
const IMPORT_HEARTBEAT_MS = 10_000;

/** Open, enrol and finish an import: each idempotent; enrolling a million leads heartbeats between its batches. */
export const importOptions: ActivityOptions = {
  taskQueue: QUEUES.imports,
  startToCloseTimeout: 30 * 60_000,
  heartbeatTimeout: IMPORT_HEARTBEAT_MS,
  retry: untilItWorks,
};

/** A slice of a file; whatever kills it, the next try goes on after the last committed chunk. */
export const readChunksOptions: ActivityOptions = {
  taskQueue: QUEUES.imports,
  startToCloseTimeout: 10 * 60_000,
  heartbeatTimeout: IMPORT_HEARTBEAT_MS,
  retry: untilItWorks,
  // The chunk in hand is committed before the import is said to be cancelled.
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
};
/** One archive of any size; a worker that dies costs its time, since a repeat writes it anew. */
export const writeExportOptions: ActivityOptions = {
  taskQueue: QUEUES.imports,
  startToCloseTimeout: 12 * 60 * 60_000,
  heartbeatTimeout: IMPORT_HEARTBEAT_MS,
  retry: untilItWorks,
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
};
/** How long one activity reads before it reports to the workflow. */
export const IMPORT_SLICE_MS = 20_000;

/** One look at every place of an opt-out: a few look-ups by index, and hang-ups to the server. */
export const proveOptions: ActivityOptions = {
  taskQueue: QUEUES.campaigns,
  startToCloseTimeout: 20_000,
  retry: untilItWorks,
};
const FIRST_LOOK_MS = 200;
const LONGEST_LOOK_MS = 30_000;

/** Soon after the opt-out, then less and less often: a conversation or an import may go on for long. */
export function receiptWaitMs(look: number): number {
  return Math.min(FIRST_LOOK_MS * 2 ** Math.min(look, 10), LONGEST_LOOK_MS);
}

/** A quarter of a billion lines take a minute; a file store that is away may take an afternoon. Each try begins anew. */
export const buildRegistryOptions: ActivityOptions = {
  taskQueue: QUEUES.imports,
  startToCloseTimeout: 60 * 60_000,
  heartbeatTimeout: IMPORT_HEARTBEAT_MS,
  retry: untilItWorks,
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
};

/** How long one activity looks at leads or calls before it reports to the workflow; the run's row says more often. */
export const LOOK_SLICE_MS = 10_000;

/** A slice of leads or calls. Whoever cancels it waits for at most the heartbeat, and so does the run of a worker that died. */
export const lookOptions: ActivityOptions = { ...readChunksOptions, heartbeatTimeout: 4_000 };
