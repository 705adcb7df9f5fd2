/** What the voice workers of an installation can take, over all tenants. */
export type VoiceLimits = {
  /** Conversations that fit beside those that are planned or live. */
  readonly free: number;
  /** Processes that a call may have at once. */
  readonly warm: number;
  /** Further processes that become warm in a second. */
  readonly refillPerSecond: number;
  /** Calls on their way to an agent: each has taken, or will take, one of the warm. */
  readonly waiting: number;
};

/** A call waits this long for its process without harm: its agent is given up after three times as long. */
const WAITS_FOR_A_PROCESS_S = 3;

/**
 * Calls that would find an agent ready now or within a moment. Room alone is no agent: a call that is sent to a worker
 * with room and no warm process waits for one to start, and a burst of them waits in turn.
 */
export function callsForVoice({ free, warm, refillPerSecond, waiting }: VoiceLimits): number {
  const soon = warm + Math.floor(refillPerSecond * WAITS_FOR_A_PROCESS_S);
  return Math.min(free, Math.max(0, soon - waiting));
}
