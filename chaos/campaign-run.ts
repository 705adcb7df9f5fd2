import { setTimeout as pause } from 'node:timers/promises';
import type { FakeBehaviour, Faults } from '../dev-carrier/contract.ts';
import { campaignCommand, workflowIds } from '../workflows/contract.ts';
import { type EngineStand, type StandProcess, startEngineStand } from '../testing/stand/engine-stand.ts';
import { type Seeded, seedCampaign, TRIED_AGAIN } from '../testing/stand/seed-campaign.ts';
import { type Evidence, judge, type Violation } from './judge.ts';
import { readEvidence } from './read-evidence.ts';
import type { Sabotage } from './sabotage.ts';
import { type Blow, schedule } from './schedule.ts';

export interface RunSettings {
  seed: string;
  attempts: number;
  callsPerSecond: number;
  limit: number;
  blows: number;
  /** A worker stopped in the middle of dials and woken after they were given up. */
  freeze: boolean;
  say: (line: string) => void;
  /** Calls with voices through LiveKit, and what carries them is struck. */
  loopback?: boolean;
  /** A guarantee to be broken on purpose, to see that it is noticed. */
  sabotage?: Sabotage;
  /** Judged at the latest after so long, milliseconds. */
  limitMs?: number;
}

export interface RunResult {
  violations: Violation[];
  placed: number;
  highest: number;
  dispositions: Record<string, number>;
  tookMs: number;
}

const LIMIT_MS = 8 * 60_000;
/** Ring timeout and margin of the dial, and then some: the dial was given up and fenced when it wakes. */
const FROZEN_MS = 60_000;
const SPEED = 20;

/** Callees with voices: most talk to the end, others hang up early, say nothing, or cannot be reached. */
const CALLEES = ['00', '01', '59', '02', '48', '03', '82', '37', '04', '52'];
/** So long a call of three at once keeps the others waiting. */
const LOOPBACK_MS = 4_000;

const FAULTS: Partial<Faults> = {
  dropAnswerRate: 0.04,
  placedButUnknownRate: 0.04,
  error5xxRate: 0.03,
  slowAnswerMs: 20,
};
const BEHAVIOUR: FakeBehaviour = { answerRate: 0.6, ringMedianMs: 8_000, talkMedianMs: 40_000, sigma: 0.5 };

/** One campaign while processes are killed around it; judged when every lead has its end. */
export async function runCampaign(settings: RunSettings): Promise<RunResult> {
  const { seed, say } = settings;
  const startedAt = Date.now();
  const stand = await startEngineStand({
    speed: SPEED,
    seed,
    api: true,
    ...(settings.loopback ? { media: true } : {}),
    ...(settings.sabotage ? { workerFile: 'chaos/sabotaged-worker.ts', worker: { SABOTAGE: settings.sabotage } } : {}),
  });
  try {
    if (!settings.loopback) {
      await put(`${stand.carrierUrl}/faults`, { ...FAULTS, seed });
      await put(`${stand.carrierUrl}/behaviour`, BEHAVIOUR);
    }
    if (settings.freeze) await stand.start('second-worker');
    const seeded = await seedCampaign(stand.database, stand.keyring, {
      leads: settings.attempts,
      callsPerSecond: settings.callsPerSecond,
      // What a system without leases would do.
      maxConcurrentCalls: settings.sabotage === 'no-limit' ? settings.limit * 4 : settings.limit,
      retries: TRIED_AGAIN,
      ...(settings.loopback ? { carrier: 'loopback' as const, tails: CALLEES } : {}),
    });
    await stand.startCampaign(seeded);
    await strikeAll(stand, blowsOf(settings), say);
    const evidence = await untilSettled(stand, seeded, settings);
    return {
      violations: judge(evidence),
      placed: evidence.log.filter(({ event }) => event === 'placed').length,
      highest: evidence.log.reduce((most, { concurrent }) => Math.max(most, concurrent), 0),
      dispositions: tally(evidence.attempts.map(({ disposition }) => disposition ?? 'none')),
      tookMs: Date.now() - startedAt,
    };
  } finally {
    await stand.stop();
  }
}

function blowsOf({ seed, blows, attempts, callsPerSecond, freeze, loopback }: RunSettings): Blow[] {
  return schedule({
    seed,
    blows,
    withinMs: loopback ? attempts * LOOPBACK_MS : Math.max(15_000, (attempts / callsPerSecond) * 1_000),
    targets: loopback ? ['voice-worker', 'livekit'] : ['worker', 'worker', 'api', 'temporal', 'postgres'],
    ...(freeze ? { freeze: { target: 'second-worker', frozenMs: FROZEN_MS } } : {}),
  });
}

/** One kill after the other, so that what is struck is up; a freeze lasts beside them. */
async function strikeAll(stand: EngineStand, blows: Blow[], say: (line: string) => void): Promise<void> {
  const startedAt = Date.now();
  const inTurn = async (some: Blow[]) => {
    for (const blow of some) {
      await pause(Math.max(0, blow.atMs - (Date.now() - startedAt)));
      await strike(stand, blow, say);
    }
  };
  await Promise.all([
    inTurn(blows.filter(({ kind }) => kind === 'kill')),
    inTurn(blows.filter(({ kind }) => kind === 'freeze')),
  ]);
}

async function strike(stand: EngineStand, blow: Blow, say: (line: string) => void): Promise<void> {
  const process = stand.processes.get(blow.target);
  if (blow.kind === 'freeze') {
    say(`freezing ${blow.target} for ${blow.frozenMs / 1000} s`);
    process?.child.kill('SIGSTOP');
    await pause(blow.frozenMs);
    process?.child.kill('SIGCONT');
    say(`${blow.target} woken`);
    return;
  }
  say(`kill -9 ${blow.target}`);
  process?.child.kill('SIGKILL');
  await pause(blow.downMs);
  await startAgain(stand, blow.target);
  say(`${blow.target} is back`);
}

/** A process whose dependency is down at this moment ends again: a supervisor tries on, and so does this. */
async function startAgain(stand: EngineStand, name: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      await stand.start(name as StandProcess);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(500);
    }
  }
}

/** Until every lead is done or promised a callback, and no attempt, lease or call is left; at the latest after a limit. */
async function untilSettled(stand: EngineStand, seeded: Seeded, settings: RunSettings): Promise<Evidence> {
  const deadline = Date.now() + (settings.limitMs ?? LIMIT_MS);
  let stopped = false;
  for (;;) {
    const evidence = await readEvidence(stand.database, seeded.tenantId, {
      log: stand.carrierLog(),
      limit: settings.limit,
    }).catch(() => undefined);
    if (evidence) {
      const open = evidence.leads.filter(({ state, promised }) => state !== 'done' && state !== 'blocked' && !promised);
      const busy = evidence.leases + evidence.attempts.filter(({ state }) => state !== 'ended').length;
      if (Date.now() > deadline || (open.length === 0 && busy === 0 && stopped)) return evidence;
      if (open.length === 0 && !stopped) {
        // Promised callbacks lie minutes ahead: the run ends before them.
        await stopCampaign(stand, seeded);
        stopped = true;
      }
    }
    await pause(1_000);
  }
}

async function stopCampaign(stand: EngineStand, { tenantId, campaignId }: Seeded): Promise<void> {
  await stand.database.inTenant(tenantId, (tx) =>
    tx.query(`update campaigns set status = 'stopping', revision = revision + 1 where id = $1 and status = 'running'`, [
      campaignId,
    ]),
  );
  const handle = stand.client.workflow.getHandle(workflowIds.campaign(campaignId));
  await handle
    .executeUpdate(campaignCommand, { args: [{ kind: 'stop', calls: 'finish', revision: 2, by: 'chaos' }] })
    .catch(() => undefined);
}

async function put(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}

function tally(words: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
