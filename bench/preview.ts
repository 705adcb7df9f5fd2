/**
 * `npm run bench -- preview [--leads 100000]`: a change of law over so many waiting leads, on a real system (Postgres,
 * Temporal, API, worker): a preview that is cancelled, a whole one, and one with the worker killed half-way; the approval
 * and its re-plan, while another connection changes leads and writes to the ledger. Beside it, in the same run, a bare read of
 * the same rows with the pure screen. Prints figures as JSON lines.
 */
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startEngineStand } from '../testing/stand/engine-stand.ts';
import { workflowIds } from '../workflows/contract.ts';
import { cpuSeconds, residentMb } from './engine/cpu.ts';
import { round } from './engine/figures.ts';
import { readBare } from './preview/bare-read.ts';
import { CHANGE } from './preview/change.ts';
import { type Officer, type Run, signedIn } from './preview/officer.ts';
import { probeLocks } from './preview/lock-probe.ts';
import { seedWaitingLeads } from './preview/waiting-leads.ts';

const { values } = parseArgs({ options: { leads: { type: 'string', default: '100000' } }, allowPositionals: true });
const leads = Number(values.leads);
/** The bare read is a rate: more rows than this tell nothing new. */
const MOST_BARE = 200_000;
const LOOK_EVERY_MS = 250;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const stand = await startEngineStand({
  ...{ speed: 1, seed: 'preview', api: true },
  worker: { SIGN_IN_LIMIT_PER_MINUTE: '1000', RATE_LIMIT_PER_MINUTE: '100000' },
});
try {
  const seededAt = performance.now();
  const tenant = await seedWaitingLeads(stand.database, stand.keyring, leads);
  say({ bench: 'preview', leads, seededInSeconds: seconds(seededAt) });
  const officer = signedIn(`http://127.0.0.1:${stand.environment['API_PORT']}`, tenant);

  const postgresBefore = cpuSeconds(pidOf('postgres'));
  const bare = await readBare(stand.database, stand.keyring, tenant, Math.min(leads, MOST_BARE));
  const postgresCpuMicrosecondsPerLead = perLead(cpuSeconds(pidOf('postgres')) - postgresBefore, bare.looked);
  say({ name: 'bare read', ...bare, postgresCpuMicrosecondsPerLead });

  const change = await officer.draft(CHANGE);
  await cancelled(officer, change);
  const preview = await watched('preview', officer, await officer.preview(change));
  say({ share: round(preview / bare.leadsPerSecond, 2), of: 'the bare read' });
  await watched('preview, worker killed half-way', officer, await officer.preview(change), { killAt: 0.5 });

  const probe = probeLocks(stand.database, tenant);
  await pause(3_000);
  say({ name: 'other transactions before', ...(await probe.figures()) });
  await watched('re-plan', officer, await officer.approve(change));
  say({ name: 'other transactions meanwhile', ...(await probe.figures()) });
  await probe.stop();
} finally {
  await stand.stop();
}
process.exit(0);

/** Watches a run until it ends; returns leads a second. */
async function watched(
  name: string,
  officer: Officer,
  { id }: Run,
  { killAt }: { killAt?: number } = {},
): Promise<number> {
  const startedAt = performance.now();
  const peak = { worker: 0, api: 0 };
  const [worker, postgres] = [pidOf('worker'), pidOf('postgres')];
  const cpu = { worker: cpuSeconds(worker), postgres: cpuSeconds(postgres) };
  let reports = 0;
  let seen = 0;
  let stillest = 0;
  let changedAt = startedAt;
  let killedFor: number | undefined;
  const run = await until(officer, id, async ({ looked, total, finishedAt }) => {
    for (const one of ['worker', 'api'] as const) peak[one] = Math.max(peak[one], residentMb(pidOf(one)));
    if (looked > seen) {
      stillest = Math.max(stillest, performance.now() - changedAt);
      [seen, reports, changedAt] = [looked, reports + 1, performance.now()];
    }
    if (killAt !== undefined && killedFor === undefined && total > 0 && looked >= total * killAt) {
      const from = performance.now();
      await stand.processes.get('worker')?.stop('SIGKILL');
      await stand.start('worker');
      killedFor = seconds(from);
    }
    return finishedAt !== null;
  });
  const took = (performance.now() - startedAt) / 1000;
  const { historyLength } = await stand.client.workflow.getHandle(workflowIds.lawChange(id)).describe();
  const sum = Object.values(run.found).reduce((all, one) => all + one, 0);
  say({
    name,
    ...{ status: run.status, looked: run.looked, total: run.total, counted: sum, found: run.found },
    ...{ seconds: round(took), leadsPerSecond: Math.round(run.looked / took) },
    ...(killedFor === undefined
      ? {
          workerCpuMicrosecondsPerLead: perLead(cpuSeconds(worker) - cpu.worker, run.looked),
          postgresCpuMicrosecondsPerLead: perLead(cpuSeconds(postgres) - cpu.postgres, run.looked),
        }
      : { workerBackAfterSeconds: killedFor }),
    ...{ peakWorkerMb: peak.worker, peakApiMb: peak.api, historyEvents: historyLength },
    ...{ progressSeen: reports, longestWithoutProgressSeconds: round(stillest / 1000) },
    loadAverage: round(loadavg()[0] ?? 0),
  });
  if (run.status !== 'completed' || sum !== run.total) throw new Error(`${name}: not every lead was counted once`);
  return run.looked / took;
}

async function cancelled(officer: Officer, change: string): Promise<void> {
  const { id } = await officer.preview(change);
  await until(officer, id, ({ looked }) => looked > 0);
  const asked = performance.now();
  await officer.cancel(id);
  const { status, looked, total } = await until(officer, id, ({ finishedAt }) => finishedAt !== null);
  say({ name: 'cancelled preview', status, looked, total, secondsFromRequestToEnd: seconds(asked) });
}

async function until(officer: Officer, id: string, isSo: (run: Run) => boolean | Promise<boolean>): Promise<Run> {
  for (;;) {
    const run = await officer.run(id);
    if (await isSo(run)) return run;
    if (run.finishedAt !== null) throw new Error(`the run has ${run.status}: ${run.error ?? 'nobody says why'}`);
    await pause(LOOK_EVERY_MS);
  }
}

function pidOf(name: 'worker' | 'api' | 'postgres'): number {
  const pid = stand.processes.get(name)?.pid;
  if (pid === undefined) throw new Error(`the stand has no ${name}`);
  return pid;
}

function perLead(cpu: number, looked: number): number {
  return Math.round((cpu * 1e6) / looked);
}
function seconds(from: number): number {
  return round((performance.now() - from) / 1000);
}
function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
