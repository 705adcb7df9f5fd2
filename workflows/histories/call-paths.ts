import assert from 'node:assert/strict';
import { ApplicationFailure, type WorkflowHandle } from '@temporalio/client';
import { aReport, type createDriver, eventKinds, type PlacedCall, ringing, seen } from '../../testing/engine-driver.ts';
import { eventually } from '../../testing/eventually.ts';
import type { FakeEngine } from '../../testing/fake-engine.ts';
import { callEnded, callHangUp } from '../contract.ts';

export type Path = () => Promise<WorkflowHandle>;

/** Every way through the call workflow, by name. */
export function callPaths({ place }: ReturnType<typeof createDriver>, engine: FakeEngine): Record<string, Path> {
  const until = (call: PlacedCall, step: string) =>
    eventually(() => assert.ok(engine.done(call.attemptId).includes(step)));
  const talking = (call: PlacedCall) =>
    eventually(async () => assert.equal((await eventKinds(call)).at(-1), 'timerStartedEventAttributes'));
  const ended = async (call: PlacedCall) => {
    await call.result();
    return call;
  };
  return {
    'call-answered': async () => {
      const call = await place({});
      await talking(call);
      await call.signal(callEnded, aReport());
      return ended(call);
    },
    'call-report-overtakes-dial': async () => {
      const { dial, answers } = ringing();
      const call = await place({ dial });
      await until(call, 'dial');
      await call.signal(callEnded, aReport({ outcome: 'opted-out', endReason: 'opted-out', optOut: true }));
      answers();
      return ended(call);
    },
    'call-goodbye-after-opt-out': async () => {
      const call = await place({}, { media: true });
      await talking(call);
      await call.signal(callHangUp, { reason: 'opted-out' });
      await until(call, 'ask to end');
      await call.signal(callEnded, aReport({ outcome: 'opted-out', endReason: 'opted-out' }));
      return ended(call);
    },
    'call-goodbye-not-heard': async () => {
      const call = await place(
        {
          askToEnd: async () => {
            throw ApplicationFailure.nonRetryable('LiveKit is away', 'Unavailable');
          },
          fence: seen({ answered: true }),
        },
        { media: true },
      );
      await talking(call);
      await call.signal(callHangUp, { reason: 'opted-out' });
      return ended(call);
    },
    'call-busy': async () =>
      ended(await place({ dial: async () => ({ kind: 'not-answered', disposition: 'busy', sipStatus: 486 }) })),
    'call-refused-at-dial': async () =>
      ended(
        await place({
          dial: async () => ({
            kind: 'refused',
            disposition: 'deferred',
            reason: 'outside-window',
            nextAt: '2026-11-22T14:00:00.000Z',
          }),
        }),
      ),
    'call-no-agent': async () =>
      ended(
        await place({
          prepare: async () => ({ kind: 'not-dialled', disposition: 'no-agent', reason: 'agent-not-ready' }),
        }),
      ),
    'call-preparation-failed': async () =>
      ended(
        await place({
          prepare: async () => {
            throw ApplicationFailure.nonRetryable('no such trunk', 'Misconfigured');
          },
        }),
      ),
    'call-dial-lost': async () =>
      ended(
        await place({
          dial: async () => {
            throw new Error('fetch failed');
          },
          fence: seen({ placed: 'maybe' }),
        }),
      ),
    'call-dial-unknown-never-placed': async () =>
      ended(await place({ dial: async () => ({ kind: 'unknown', detail: 'timeout' }) })),
    'call-dial-unknown-but-answered': async () => {
      const call = await place({
        dial: async () => ({ kind: 'unknown', detail: 'timeout' }),
        fence: seen({ answered: true }),
      });
      await talking(call);
      await call.signal(callEnded, aReport({ outcome: 'callee-hung-up', endReason: 'callee-hung-up' }));
      return ended(call);
    },
    'call-fence-tried-again': async () => {
      let tries = 0;
      return ended(
        await place({
          dial: async () => ({ kind: 'unknown', detail: 'timeout' }),
          fence: async () => {
            tries += 1;
            if (tries < 3) throw new Error('media server away');
            return { placed: 'maybe', ringing: false, answered: false };
          },
        }),
      );
    },
    'call-hang-up-before-slot': async () => {
      const call = await place({}, {}, 500);
      await call.signal(callHangUp, { reason: 'operator' });
      return ended(call);
    },
    'call-hang-up-while-preparing': async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const call = await place({
        prepare: async () => {
          await promise;
          return { kind: 'not-dialled', disposition: 'cancelled', reason: 'fenced' };
        },
      });
      await until(call, 'prepare');
      await call.signal(callHangUp, { reason: 'campaign-stopped' });
      resolve();
      return ended(call);
    },
    'call-hang-up-ringing': async () => {
      const { dial, ends } = ringing();
      const call = await place({
        dial,
        fence: async () => {
          ends({ kind: 'not-answered', disposition: 'no-answer' });
          return { placed: 'yes', ringing: true, answered: false };
        },
      });
      await until(call, 'dial');
      await call.signal(callHangUp, { reason: 'campaign-stopped' });
      return ended(call);
    },
    'call-hang-up-ringing-unknown': async () => {
      const { dial, isLost } = ringing();
      const call = await place({ dial, fence: seen({ ringing: true }) });
      await until(call, 'dial');
      await call.signal(callHangUp, { reason: 'campaign-stopped' });
      await ended(call);
      isLost();
      return call;
    },
    'call-hang-up-talking': async () => {
      const call = await place({ fence: seen({ answered: true }) });
      await talking(call);
      await call.signal(callHangUp, { reason: 'opted-out' });
      await until(call, 'fence');
      await call.signal(callEnded, aReport({ outcome: 'callee-hung-up', endReason: 'callee-hung-up' }));
      return ended(call);
    },
    'call-guard-timer': async () => ended(await place({ fence: seen({ answered: true }) }, { maxCallMs: -29_800 })),
    'call-cancelled': async () => {
      const { dial, isLost } = ringing();
      const call = await place({ dial, fence: seen({ placed: 'maybe' }) });
      await until(call, 'dial');
      await call.cancel();
      await ended(call);
      isLost();
      return call;
    },
    'call-finish-tried-again': async () => {
      let tries = 0;
      return ended(
        await place({
          dial: async () => ({ kind: 'not-answered', disposition: 'declined' }),
          finish: async () => {
            tries += 1;
            if (tries < 3) throw new Error('connection refused');
          },
        }),
      );
    },
  };
}
