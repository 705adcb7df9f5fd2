/** Decides how an attempt ended from what was seen and recorded. Pure: the call workflow acts on it. */
import type { DialOutcome, FenceSeen, FinishInput, Prepared } from '../activities/interface.ts';
import type { CallEndReason, Disposition } from '../domain/vocabulary.ts';
import type { CallReport } from './contract.ts';

/** A dial that no worker was free for: a minute later the burst is over, or is found again. */
const LATE_AGAIN_MS = 60_000;

/** Everything of FinishInput but whose attempt it is. */
export type Ending = Omit<FinishInput, 'tenantId' | 'attemptId' | 'media'>;

/** Who asked for the end, where somebody did. */
export type HangUpReason = 'campaign-stopped' | 'opted-out' | 'operator' | 'reconciler';

/** Somebody asked before the dial began. */
export function cancelledBeforeDial(reason: HangUpReason): Ending {
  return { disposition: 'cancelled', endReason: 'not-dialled', reason };
}

/** Preparation said why nothing may be dialled. */
export function notDialled(prepared: Extract<Prepared, { kind: 'not-dialled' }>): Ending {
  return { disposition: prepared.disposition, endReason: 'not-dialled', reason: prepared.reason };
}

/** The carrier or the last screening said so, plainly; nothing is left to be fenced. */
export function settledByDial(outcome: Extract<DialOutcome, { kind: 'not-answered' | 'refused' }>): Ending {
  if (outcome.kind === 'refused') {
    return {
      disposition: outcome.disposition,
      endReason: 'not-dialled',
      reason: outcome.reason,
      ...(outcome.nextAt === undefined ? {} : { nextAt: outcome.nextAt }),
    };
  }
  return {
    disposition: outcome.disposition,
    endReason: 'not-answered',
    ...(outcome.sipStatus === undefined ? {} : { sipStatus: outcome.sipStatus }),
    ...(outcome.detail === undefined ? {} : { reason: outcome.detail }),
  };
}

/** The conversation's own report. */
export function reported(report: CallReport, carrierCallId: string | undefined): Ending {
  return { disposition: report.outcome, endReason: report.endReason, report, ...withCarrierCallId(carrierCallId) };
}

export interface AfterFence {
  seen: FenceSeen;
  /** What the dial said in the end, if it said anything. */
  dial: DialOutcome | undefined;
  /** What the conversation said in the end, if it said anything. */
  report: CallReport | undefined;
  nowMs: number;
  /** What brought the fence about. */
  cause: 'dial-unknown' | 'dial-late' | 'guard-timer' | 'cancelled' | HangUpReason;
}

/**
 * After the fence: a report of the conversation counts most, then the carrier's plain answer, then what the fence saw.
 * Where nobody can tell, the outcome is unknown; "cancelled" claims that nothing rang and needs proof of that.
 */
export function afterFence({ seen, dial, report, cause, nowMs }: AfterFence): Ending {
  const endReason = endReasonOf(cause);
  const carrierCallId = dial?.kind === 'answered' ? dial.carrierCallId : undefined;
  const answeredAt = (dial && 'answeredAt' in dial ? dial.answeredAt : undefined) ?? seen.answeredAt;
  const noted = answeredAt === undefined ? {} : { answeredAt };
  if (report) return { ...reported(report, carrierCallId), ...noted, endReason: endReason ?? report.endReason };
  if (dial?.kind === 'not-answered' || dial?.kind === 'refused') return settledByDial(dial);
  if (answeredAt !== undefined || seen.answered) {
    return {
      disposition: answeredWithoutReport(cause),
      endReason: endReason ?? 'agent-lost',
      reason: cause,
      ...noted,
      ...withCarrierCallId(carrierCallId),
    };
  }
  if (seen.placed === 'never' && cause === 'dial-late') {
    const nextAt = new Date(nowMs + LATE_AGAIN_MS).toISOString();
    return { disposition: 'deferred', endReason: 'not-dialled', reason: cause, nextAt };
  }
  if (seen.placed === 'never') return { disposition: 'cancelled', endReason: 'not-dialled', reason: cause };
  return { disposition: 'unknown', endReason: endReason ?? 'fenced', reason: cause };
}

/** A conversation was cut and its own account never came. */
function answeredWithoutReport(cause: AfterFence['cause']): Disposition {
  switch (cause) {
    case 'opted-out':
      return 'opted-out';
    case 'campaign-stopped':
    case 'operator':
      return 'completed';
    case 'dial-unknown':
    case 'dial-late':
    case 'cancelled':
    case 'reconciler':
      return 'unknown';
    case 'guard-timer':
      return 'agent-failed';
  }
}

function endReasonOf(cause: AfterFence['cause']): CallEndReason | undefined {
  switch (cause) {
    case 'campaign-stopped':
      return 'campaign-stopped';
    case 'opted-out':
      return 'opted-out';
    case 'guard-timer':
      return 'max-duration';
    case 'operator':
      return 'agent-ended';
    case 'reconciler':
    case 'cancelled':
      return 'fenced';
    case 'dial-unknown':
    case 'dial-late':
      return undefined;
  }
}

function withCarrierCallId(carrierCallId: string | undefined): { carrierCallId?: string } {
  return carrierCallId === undefined ? {} : { carrierCallId };
}
