import { EventEmitter, once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { ServerError, SipCallError } from 'livekit-server-sdk';
import type { AttemptId, E164, TenantId } from '../../domain/ids.ts';
import type { Rooms, RoomParticipant } from '../rooms/rooms.ts';
import type { Placement } from './carrier.ts';
import { createLiveKitSipCarrier } from './livekit-sip.ts';

type Dial = Parameters<Parameters<typeof createLiveKitSipCarrier>[0]['createSipParticipant']>;

const placement: Placement = {
  tenantId: '0190a1b2-0000-7000-8000-000000000001' as TenantId,
  attemptId: '0190a1b2-0000-7000-8000-000000000002' as AttemptId,
  number: '+12125550142' as E164,
  fromNumber: '+12125550100' as E164,
  room: 'room',
  calleeIdentity: 'callee',
  carrierTrunkId: 'ST_1',
  ringTimeoutMs: 20_500,
  maxDurationMs: 90_001,
  clockOffsetMs: 0,
  zone: null,
};
const nobody = { ringing: () => undefined };

/** LiveKit as the driver sees it: what a dial answers, and what the room shows meanwhile. */
function aCarrier(dial: () => Promise<never> | Promise<{ sipCallId: string }>, callee?: RoomParticipant) {
  const dials: Dial[] = [];
  const looks = new EventEmitter();
  const rooms: Rooms = {
    open: async () => undefined,
    close: async () => undefined,
    tellOptedOut: async () => undefined,
    async participants() {
      looks.emit('look');
      return callee ? [callee] : [];
    },
    list: async () => [],
  };
  const carrier = createLiveKitSipCarrier(
    {
      createSipParticipant: (async (...args: Dial) => {
        dials.push(args);
        return dial();
      }) as never,
      listSipOutboundTrunk: async () => [],
    },
    rooms,
  );
  return { carrier, dials, looks };
}

const rejected = (error: Error) => () => Promise.reject(error);

describe('a dial through a LiveKit trunk', () => {
  test('waits for the answer in whole seconds, outwaits the server and shows whose dial it is', async () => {
    const { carrier, dials } = aCarrier(async () => ({ sipCallId: 'SCL_1' }));

    const outcome = await carrier.place(placement, nobody);

    expect(outcome).toMatchObject({ kind: 'answered', carrierCallId: 'SCL_1' });
    expect(dials).toEqual([
      [
        'ST_1',
        '+12125550142',
        'room',
        {
          participantIdentity: 'callee',
          fromNumber: '+12125550100',
          waitUntilAnswered: true,
          playDialtone: false,
          hidePhoneNumber: true,
          ringingTimeout: 21,
          maxCallDuration: 91,
          timeout: 31,
          participantAttributes: { 'ringfence.attempt': placement.attemptId },
          headers: { 'X-Ringfence-Attempt': placement.attemptId },
        },
      ],
    ]);
  });

  test('reads a SIP status as what it is', async () => {
    const busy = new SipCallError('Too Many Requests', 'x', 429, 'resource_exhausted', {
      sip_status_code: '486',
      sip_status: 'Busy Here',
    });
    const { carrier } = aCarrier(rejected(busy));
    expect(await carrier.place(placement, nobody)).toEqual({ kind: 'failed', disposition: 'busy', sipStatus: 486 });
  });

  test('asks to pause a trunk whose credentials are refused', async () => {
    const refused = new ServerError('Precondition Failed', 'twirp error unknown: max auth retry attempts reached', 412);
    const { carrier } = aCarrier(rejected(refused));
    expect(await carrier.place(placement, nobody)).toEqual({
      kind: 'failed',
      disposition: 'trunk-rejected',
      pauseTrunk: 'authentication',
    });
  });

  test.each([
    ['a client that gave up', new DOMException('aborted', 'TimeoutError')],
    ['a connection that broke', new TypeError('fetch failed')],
    [
      'a timeout long before the ringing limit',
      new ServerError('x', 'twirp error unknown: sip request timed out', 408),
    ],
  ])('is unknown after %s, and says nothing of the number', async (_name, error) => {
    const { carrier } = aCarrier(rejected(error));
    const outcome = await carrier.place(placement, nobody);
    expect(outcome.kind).toBe('unknown');
    expect(JSON.stringify(outcome)).not.toContain('5550142');
  });

  test('tells once when the telephone rings', async () => {
    const callee: RoomParticipant = {
      identity: 'callee',
      kind: 'sip',
      attributes: { 'sip.callStatus': 'ringing' },
      joinedAtMs: 0,
    };
    const { carrier, looks } = aCarrier(async () => {
      // Answered while the driver looks for the third time: the second has shown the ringing again.
      for (const _ of [1, 2, 3]) await once(looks, 'look');
      return { sipCallId: 'SCL_1' };
    }, callee);
    let rang = 0;
    await carrier.place(placement, {
      ringing() {
        rang += 1;
      },
    });
    expect(rang).toBe(1);
  });

  test('sends nothing on a trunk that LiveKit does not know', async () => {
    const { carrier, dials } = aCarrier(async () => ({ sipCallId: 'SCL_1' }));
    const outcome = await carrier.place({ ...placement, carrierTrunkId: null }, nobody);
    expect(outcome).toMatchObject({ kind: 'failed', disposition: 'misconfigured' });
    expect(dials).toEqual([]);
  });
});
