import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { CallSlots } from './call-slots.ts';
import type { Heartbeat } from './contract.ts';
import { HeartbeatSender } from './heartbeat.ts';
import { WarmProcesses } from './warm-processes.ts';

test('a beat says how many processes a call may have at once: those that wait, less calls that were taken', async () => {
  const beats: Heartbeat[] = [];
  const slots = new CallSlots({ capacity: 6, now: Date.now });
  const warm = new WarmProcesses({ isAlive: () => true });
  const sender = new HeartbeatSender({
    api: { heartbeat: async (_, beat) => void beats.push(beat) },
    slots,
    warm,
    worker: 'w',
    buildId: 'b',
    ready: () => true,
    log: pino({ level: 'silent' }),
  });
  await sender.beat();
  warm.add(11, 1_200);
  warm.add(12, 1_200);
  await sender.beat();
  slots.reserve('job');
  await sender.beat();
  expect(beats.map(({ warm: count }) => count)).toEqual([0, 2, 1]);
  expect(beats.map(({ refillMs }) => refillMs)).toEqual([undefined, 1_200, 1_200]);
});
