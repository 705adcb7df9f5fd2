/**
 * `npm run bench -- voice [--pairs 6]`: what a call costs beside a bare agent of the same framework with the same demo
 * providers, both at once on the same server: CPU, answer to first agent audio, end of speech to first agent audio (both
 * at the callee's ear), memory a call, and how long a call waits for its configuration. Prints a table and one line of
 * JSON. Linux only: it reads /proc.
 */
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { ConfigurationCache } from '../voice-worker/config-cache/configuration-cache.ts';
import { safeDefault } from '../voice-worker/config-cache/safe-default.ts';
import { LinkClient } from '../voice-worker/link/client.ts';
import { openLink } from '../voice-worker/link/server.ts';
import { aConfiguration } from '../voice-worker/testing/builders.ts';
import { freePort } from '../testing/free-port.ts';
import { until } from '../testing/child-scripts.ts';
import { VoiceRig } from '../voice-worker/testing/voice-rig.ts';
import { cpuSeconds } from './engine/cpu.ts';
import { mean, quantile, round } from './engine/figures.ts';
import { BARE_AGENT_NAME, BARE_GREETING, BARE_PROMPT } from './voice/bare-words.ts';
import { jobMemoryMb } from './voice/job-memory.ts';

const { values } = parseArgs({ options: { pairs: { type: 'string', default: '6' } }, allowPositionals: true });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const livekit = process.env['RINGFENCE_LIVEKIT_BIN'];
if (!livekit) throw new Error('RINGFENCE_LIVEKIT_BIN names no LiveKit server; run this through npm run bench');

/** Warm processes a worker keeps; after a call its replacement starts, which belongs to the cost of a call. */
const IDLE = '1';
/** Long enough for a replacement process to have warmed up. */
const SETTLE_MS = 6_000;
/** Two short conversations, by the callee's last digits. */
const CALLEES = ['01', '02'] as const;

type Side = { process: string; agentName?: string };
type Figures = { cpuSeconds: number; firstAudioMs: number; replyMs: number[]; memoryMb: number };
const OURS: Side = { process: 'voice-worker' };
const BARE: Side = { process: 'bare-worker', agentName: BARE_AGENT_NAME };

const rig = new VoiceRig({ env: { VOICE_IDLE_PROCESSES: IDLE, LOG_LEVEL: 'warn' } });
const ours: Figures[] = [];
const bare: Figures[] = [];
try {
  await rig.start(livekit);
  rig.startProcess('bare-worker', 'bench/voice/bare-worker.ts', { BARE_PORT: String(await freePort()) });
  await until(() => rig.output('bare-worker').includes('registered'), 'the bare worker is registered', 60_000);
  await pause(SETTLE_MS);
  // The first pair warms up caches and compilers.
  for (let pair = 0; pair <= Number(values.pairs); pair += 1) {
    const callee = CALLEES[pair % CALLEES.length] ?? '01';
    const [our, their] = await Promise.all([call(OURS, callee), call(BARE, callee)]);
    if (pair === 0) continue;
    ours.push(our);
    bare.push(their);
    process.stderr.write(`pair ${pair}: ${round(our.cpuSeconds)} s of CPU, bare ${round(their.cpuSeconds)} s\n`);
  }
} finally {
  await rig.stop();
}

const figures = {
  calls: ours.length,
  cpuOurs: round(mean(ours.map((one) => one.cpuSeconds))),
  cpuBare: round(mean(bare.map((one) => one.cpuSeconds))),
  cpuRatio: round(mean(ours.map((one) => one.cpuSeconds)) / mean(bare.map((one) => one.cpuSeconds)), 2),
  firstAudioMsP50: middle(ours.map(({ firstAudioMs }) => firstAudioMs)),
  firstAudioMsP95: quantile(
    ours.map(({ firstAudioMs }) => firstAudioMs),
    0.95,
  ),
  firstAudioMsBareP50: middle(bare.map(({ firstAudioMs }) => firstAudioMs)),
  replyMsP50: middle(ours.flatMap(({ replyMs }) => replyMs)),
  replyMsP95: quantile(
    ours.flatMap(({ replyMs }) => replyMs),
    0.95,
  ),
  replyMsBareP50: middle(bare.flatMap(({ replyMs }) => replyMs)),
  memoryMb: round(Math.max(...ours.map(({ memoryMb }) => memoryMb))),
  memoryMbBare: round(Math.max(...bare.map(({ memoryMb }) => memoryMb))),
  ...(await configuration()),
};
console.table(figures);
console.log(JSON.stringify(figures));
process.exit(0);

/** One call, and everything its worker spent on it, the warming up of the next process included. */
async function call(side: Side, tail: string): Promise<Figures> {
  const root = rig.pid(side.process);
  const before = cpuSeconds(root);
  let memoryMb = 0;
  const sampling = setInterval(() => {
    memoryMb = Math.max(memoryMb, ...jobMemoryMb(root));
  }, 1_000);
  const context = await rig.prepare({
    config: aConfiguration({ greeting_message: BARE_GREETING }),
    context: { greeting: BARE_GREETING, prompt: BARE_PROMPT },
    ...(side.agentName && { agentName: side.agentName }),
  });
  await rig.dial(context, `+121255501${tail}`);
  await until(() => rig.carrierLog(context.attemptId).at(-1)?.event === 'ended', 'the call ends', 90_000);
  clearInterval(sampling);
  await pause(SETTLE_MS);
  const heard = rig.carrierLog(context.attemptId).at(-1)?.heard;
  if (!heard || heard.firstAudioMs === null) throw new Error('the callee heard nothing');
  return {
    cpuSeconds: cpuSeconds(root) - before,
    firstAudioMs: heard.firstAudioMs,
    replyMs: heard.replyMs,
    memoryMb,
  };
}

/** How long a job process waits for a configuration: 1,000 calls over the link, one in twenty without a fresh copy. */
async function configuration(): Promise<Record<string, number>> {
  const agents = Array.from({ length: 50 }, () => aConfiguration());
  const cache = new ConfigurationCache({
    fetch: async ({ agentId }) => {
      await pause(5);
      const found = agents.find(({ config }) => config.agent_id === agentId);
      if (!found) throw new Error('no such agent');
      return found;
    },
    safeDefault: (agent) => safeDefault(agent, new Date()),
    ttlMs: 300_000,
    now: Date.now,
  });
  const link = await openLink({
    warm: { add: () => undefined, remove: () => undefined },
    cache,
    voice: { speak: async () => new Int16Array() },
    onSpooled: () => {},
    log: pino({ level: 'silent' }),
  });
  const client = new LinkClient(link);
  const waits: number[] = [];
  for (let index = 0; index < 1_000; index += 1) {
    const agent = agents[index % agents.length]?.config;
    if (!agent) continue;
    const from = performance.now();
    await client.configuration({ agentId: agent.agent_id, tenantId: agent.tenant_id, attemptId: agent.agent_id });
    waits.push(performance.now() - from);
  }
  await link.close();
  return {
    configMsP50: round(middle(waits)),
    configMsP95: round(quantile(waits, 0.95)),
    configHitRate: cache.metrics().cache_hit_rate,
  };
}

function middle(of: number[]): number {
  return quantile(of, 0.5);
}
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
