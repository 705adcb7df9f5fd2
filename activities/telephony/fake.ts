import type { CarrierCall } from '../../dev-carrier/contract.ts';
import type { FenceSeen } from '../interface.ts';
import type { Carrier } from './carrier.ts';
import type { DevCarrierClient } from './dev-carrier-client.ts';
import { devCarrierOutcome } from './dev-carrier-outcome.ts';

/** Calls without media: fenced by intent, ended by webhook. For load and fault tests; nobody's phone rings. */
export function createFakeCarrier(client: DevCarrierClient): Carrier {
  return {
    name: 'fake',
    capabilities: { fence: 'intent', media: false, reports: 'webhook', real: false },
    async place(call, observer) {
      const answer = await client.place({
        carrier: 'fake',
        intent: call.attemptId,
        number: call.number,
        ...(call.fromNumber === null ? {} : { fromNumber: call.fromNumber }),
        ringingTimeoutMs: call.ringTimeoutMs,
        maxDurationMs: call.maxDurationMs,
        clockOffsetMs: call.clockOffsetMs,
        ...(call.zone === null ? {} : { zone: call.zone }),
      });
      return devCarrierOutcome(answer, call.ringTimeoutMs, observer);
    },
    find: async ({ attemptId }) => seenIn(await client.callsOf(attemptId)),
    async hangUp({ attemptId }) {
      await client.hangUp(attemptId);
    },
    async fence({ attemptId }) {
      const { saw, call } = await client.fence(attemptId);
      return saw === 'never-placed' ? seenIn([]) : seenIn(call ? [call] : []);
    },
    validate: () => validateDevCarrier(client),
  };
}

/** The carrier keeps every call it was asked to place, so it can also say that there was none. */
export function seenIn(calls: readonly CarrierCall[]): FenceSeen {
  return {
    placed: calls.length > 0 ? 'yes' : 'never',
    ringing: calls.length > 0,
    answered: calls.some((call) => call.answeredAt !== null),
  };
}

export async function validateDevCarrier(client: DevCarrierClient): Promise<{ problems: string[] }> {
  try {
    await client.health();
    return { problems: [] };
  } catch {
    return { problems: ['the development carrier does not answer: start it, or set DEV_CARRIER_URL to where it runs'] };
  }
}
