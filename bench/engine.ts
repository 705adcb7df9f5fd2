/**
 * `npm run bench -- engine [--production] [--blocks 4] [--block 200] [--rate 10] [--held 5000] [--only cost,lateness] [--sealing]`:
 * what an attempt costs beside a bare workflow of the same history on the same server in the same run, how late dials are
 * at 10 a second, how many calls are held at once, and whether a limit is ever exceeded. `--only` names the parts: cost,
 * lateness, limit, held. With `--sealing` alone: what sealing the ledger costs, in pairs. Prints a table and one line of JSON.
 */
import { parseArgs } from 'node:util';
import type { FakeBehaviour } from '../dev-carrier/contract.ts';
import { type EngineStand, startEngineStand } from '../testing/stand/engine-stand.ts';
import { workflowIds } from '../workflows/contract.ts';
import { startBareRunner } from './engine/bare-runner.ts';
import { cpuSeconds, residentMb } from './engine/cpu.ts';
import { mean, quantile, round } from './engine/figures.ts';
import { run, seed } from './engine/our-runner.ts';
import { sealing } from './engine/sealing.ts';

const { values } = parseArgs({
  options: {
    production: { type: 'boolean', default: false },
    blocks: { type: 'string', default: '4' },
    block: { type: 'string', default: '200' },
    held: { type: 'string', default: '5000' },
    rate: { type: 'string', default: '10' },
    only: { type: 'string' },
    sealing: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const DIAL_MS = 1_000;
const TALK_MS = 2_000;
/** What the launch leaves between the start of a call's workflow and its slot, on average. */
const START_DELAY_MS = 400;
const figures: Record<string, unknown> = {
  server: values.production ? 'production, Postgres' : 'development, SQLite WAL',
};
const stand = await startEngineStand({
  ...{ speed: 1, seed: 'bench', production: values.production },
  ...(values.sealing && { worker: { LEDGER_SEALING: 'off' } }),
});
const wanted = (part: string) => !values.sealing && (values.only?.split(',').includes(part) ?? true);
try {
  if (values.sealing) Object.assign(figures, await sealingCost(stand));
  if (wanted('cost'))
    Object.assign(figures, await cost(stand, Number(values.blocks), Number(values.block), Number(values.rate)));
  if (wanted('lateness')) Object.assign(figures, await lateness(stand));
  if (wanted('limit')) Object.assign(figures, await limit(stand));
  if (wanted('held') && Number(values.held) > 0) Object.assign(figures, await held(stand, Number(values.held)));
} finally {
  await stand.stop();
}
console.table(figures);
console.log(JSON.stringify(figures));
process.exit(0);

/** Blocks of ours and of bare in turn at the same rate (as fast as it goes, when that is too high); CPU of worker, Temporal and Postgres an attempt. */
async function cost(stand: EngineStand, blocks: number, size: number, rate: number): Promise<Record<string, unknown>> {
  await behave(stand, { answerRate: 1, ringMedianMs: DIAL_MS, talkMedianMs: TALK_MS, sigma: 0 });
  const bare = await startBareRunner(stand);
  const ours: Cost[] = [];
  const theirs: Cost[] = [];
  let attemptIds: string[] = [];
  let bareIds: string[] = [];
  // The first pair warms up caches and compilers.
  for (let block = 0; block <= blocks; block += 1) {
    const seeded = await seed(stand, { leads: size, callsPerSecond: rate, maxConcurrentCalls: size });
    const our = await costOf(stand, pid(stand, 'worker'), size, async () => {
      attemptIds = (await run(stand, seeded, size)).attemptIds;
    });
    const their = await costOf(stand, bare.pid, size, async () => {
      bareIds = await bare.run(size, { dialMs: DIAL_MS, talkMs: TALK_MS, startDelayMs: START_DELAY_MS, rate });
    });
    if (block > 0) {
      ours.push(our);
      theirs.push(their);
    }
    console.log(`block ${block}${block === 0 ? ' (warm-up)' : ''}: ours ${show(our)}, bare ${show(their)}`);
  }
  bare.stop();
  const history = await historyOf(stand, attemptIds.map(workflowIds.call));
  const bareHistory = await historyOf(stand, bareIds);
  return {
    costAtRate: rate,
    attemptsPerSecond: round(mean(ours.map(({ perSecond }) => perSecond))),
    barePerSecond: round(mean(theirs.map(({ perSecond }) => perSecond))),
    cpuMsPerAttempt: round(mean(ours.map(({ cpuMs }) => cpuMs))),
    'of which worker': round(mean(ours.map(({ workerMs }) => workerMs))),
    'of which Temporal': round(mean(ours.map(({ temporalMs }) => temporalMs))),
    'of which Postgres': round(mean(ours.map(({ postgresMs }) => postgresMs))),
    bareCpuMsPerAttempt: round(mean(theirs.map(({ cpuMs }) => cpuMs))),
    'bare: worker': round(mean(theirs.map(({ workerMs }) => workerMs))),
    'bare: Temporal': round(mean(theirs.map(({ temporalMs }) => temporalMs))),
    bareCostShare: round(mean(theirs.map((their, i) => their.cpuMs / (ours[i]?.cpuMs ?? Number.NaN))), 2),
    eventsPerAttempt: history.events,
    workflowTasksPerAttempt: history.workflowTasks,
    bareEvents: bareHistory.events,
    bareWorkflowTasks: bareHistory.workflowTasks,
  };
}

async function sealingCost(stand: EngineStand): Promise<Record<string, unknown>> {
  await behave(stand, { answerRate: 1, ringMedianMs: DIAL_MS, talkMedianMs: TALK_MS, sigma: 0 });
  const own = () => process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000;
  return sealing(stand, {
    ...{ blocks: Number(values.blocks), size: Number(values.block), rate: Number(values.rate) },
    async costOf(size, work) {
      const before = own();
      const { cpuMs } = await costOf(stand, pid(stand, 'worker'), size, work);
      return cpuMs + (own() - before) / size;
    },
  });
}

interface Cost {
  perSecond: number;
  cpuMs: number;
  workerMs: number;
  temporalMs: number;
  postgresMs: number;
}

async function costOf(stand: EngineStand, workerPid: number, size: number, work: () => Promise<void>): Promise<Cost> {
  const used = () => [workerPid, pid(stand, 'temporal'), pid(stand, 'postgres')].map(cpuSeconds);
  const before = used();
  const startedAt = Date.now();
  await work();
  const seconds = (Date.now() - startedAt) / 1_000;
  const [workerMs = 0, temporalMs = 0, postgresMs = 0] = used().map(
    (after, i) => ((after - (before[i] ?? 0)) * 1_000) / size,
  );
  return { perSecond: size / seconds, cpuMs: workerMs + temporalMs + postgresMs, workerMs, temporalMs, postgresMs };
}

/** Dials against their slots of the token bucket, at 10 a second for half a minute. */
async function lateness(stand: EngineStand): Promise<Record<string, unknown>> {
  await behave(stand, { answerRate: 1, ringMedianMs: DIAL_MS, talkMedianMs: TALK_MS, sigma: 0 });
  const leads = 300;
  const { lateMs } = await run(stand, await seed(stand, { leads, callsPerSecond: 10, maxConcurrentCalls: 200 }), leads);
  return {
    lateP50Ms: round(quantile(lateMs, 0.5)),
    lateP95Ms: round(quantile(lateMs, 0.95)),
    lateMaxMs: round(quantile(lateMs, 1)),
  };
}

/** Far more due than a limit allows: the most at once, as the carrier saw it. */
async function limit(stand: EngineStand): Promise<Record<string, unknown>> {
  await behave(stand, { answerRate: 0.8, ringMedianMs: 300, talkMedianMs: 1_500, sigma: 0.5 });
  const before = stand.carrierLog().length;
  const leads = 300;
  await run(stand, await seed(stand, { leads, callsPerSecond: 200, maxConcurrentCalls: 25 }), leads);
  const highest = stand
    .carrierLog()
    .slice(before)
    .reduce((most, { concurrent }) => Math.max(most, concurrent), 0);
  return { limit: 25, highestAtOnce: highest };
}

/** So many conversations at once, then their ends: nothing may be lost on the way. */
async function held(stand: EngineStand, leads: number): Promise<Record<string, unknown>> {
  const talkMs = Math.max(120_000, leads * 60);
  await behave(stand, { answerRate: 1, ringMedianMs: 500, talkMedianMs: talkMs, sigma: 0 });
  const before = stand.carrierLog().length;
  const seeded = await seed(stand, {
    leads,
    callsPerSecond: 200,
    maxConcurrentCalls: leads,
    maxCallMs: talkMs + 600_000,
  });
  const startedAt = Date.now();
  await stand.startCampaign(seeded);
  let highest = 0;
  let workerMb = 0;
  for (let ended = 0; ended < leads; ) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const health = (await (await fetch(`${stand.carrierUrl}/health`)).json()) as { live: number };
    highest = Math.max(highest, health.live);
    workerMb = Math.max(workerMb, residentMb(pid(stand, 'worker')));
    const [row] = await stand.database.inTenant(seeded.tenantId, (tx) =>
      tx.query<{ n: number }>(`select count(*)::int as n from attempts where state = 'ended'`),
    );
    ended = row?.n ?? 0;
  }
  const twice = stand
    .carrierLog()
    .slice(before)
    .filter(({ event, sequence }) => event === 'placed' && sequence > 1).length;
  return {
    heldAtOnce: highest,
    heldTookS: Math.round((Date.now() - startedAt) / 1_000),
    heldWorkerMb: workerMb,
    heldDialledTwice: twice,
  };
}

async function historyOf(
  stand: EngineStand,
  workflowIds: string[],
): Promise<{ events: number; workflowTasks: number }> {
  const sizes: number[] = [];
  const tasks: number[] = [];
  for (const id of workflowIds.slice(0, 40)) {
    const { events } = await stand.client.workflow.getHandle(id).fetchHistory();
    sizes.push(events?.length ?? 0);
    tasks.push((events ?? []).filter(({ attributes }) => attributes === 'workflowTaskCompletedEventAttributes').length);
  }
  return { events: round(mean(sizes), 2), workflowTasks: round(mean(tasks), 2) };
}

async function behave(stand: EngineStand, behaviour: FakeBehaviour): Promise<void> {
  await fetch(`${stand.carrierUrl}/behaviour`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(behaviour),
  });
}

function pid(stand: EngineStand, name: string): number {
  const process = stand.processes.get(name);
  if (!process) throw new Error(`the stand runs no ${name}`);
  return process.pid;
}

function show({ perSecond, cpuMs }: Cost): string {
  return `${round(perSecond)}/s at ${round(cpuMs)} CPU-ms`;
}
