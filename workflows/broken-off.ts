import { ApplicationFailure, isCancellation } from '@temporalio/workflow';

/** Why a long job did not come to its end. */
export type BrokenOff = { kind: 'cancelled'; by: string } | { kind: 'failed'; message: string };

/**
 * Reads the failure that ended a job. A cancellation by signal names who asked; one from the Temporal UI or CLI does not
 * know. @throws what is neither a cancellation nor an activity's permanent failure: a bug, which Temporal retries.
 */
export function brokenOff(failure: unknown, cancelledBy: string): BrokenOff {
  if (isCancellation(failure)) return { kind: 'cancelled', by: cancelledBy || 'an operator of Temporal' };
  const cause = failure instanceof Error ? failure.cause : undefined;
  if (cause instanceof ApplicationFailure && cause.nonRetryable) return { kind: 'failed', message: cause.message };
  throw failure;
}
