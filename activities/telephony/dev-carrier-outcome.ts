import { sipOutcome } from '../../domain/sip-outcome.ts';
import type { PlacementOutcome, PlacementObserver } from './carrier.ts';
import type { Placement as Answer } from './dev-carrier-client.ts';

/** Reads the development carrier's answer as a trunk's would be read: by the same table. */
export function devCarrierOutcome(
  answer: Answer,
  ringTimeoutMs: number,
  observer: PlacementObserver,
): PlacementOutcome {
  switch (answer.kind) {
    case 'unknown':
      return answer;
    case 'refused':
      return answer.type === 'unavailable'
        ? { kind: 'failed', disposition: 'carrier-unreachable', detail: answer.detail }
        : // `fenced` and `room-not-found` are the fence at work: nothing was placed, and the fence decides what follows.
          { kind: 'unknown', detail: answer.detail };
    case 'placed': {
      const { call } = answer;
      if (call.outcome === 'answered') {
        return { kind: 'answered', answeredAt: call.answeredAt, carrierCallId: call.callId };
      }
      if (call.ringing) observer.ringing();
      // The carrier's clock may run faster: its word that it timed out is enough.
      const outcome = sipOutcome(
        { ...call.error, className: call.error.class },
        {
          waitedForAnswer: true,
          ringing: call.ringing,
          active: false,
          tookMs: ringTimeoutMs,
          ringingTimeoutMs: ringTimeoutMs,
          endedByUs: false,
        },
      );
      if (outcome.kind !== 'ended') return { kind: 'unknown', detail: call.error.message ?? call.error.class };
      const { disposition, sipStatus, trunkFault } = outcome;
      return {
        kind: 'failed',
        disposition,
        ...(sipStatus === undefined ? {} : { sipStatus }),
        ...(trunkFault === undefined ? {} : { pauseTrunk: trunkFault }),
      };
    }
  }
}
