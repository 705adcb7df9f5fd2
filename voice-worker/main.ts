import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AgentServer, initializeLogger, ServerOptions } from '@livekit/agents';
import { createKeyring } from '../keyring/keyring.ts';
import { Flite } from '../speech/flite.ts';
import { RememberingVoice } from '../speech/remembering-voice.ts';
import { connectTemporal } from '../temporal/client.ts';
import { temporalAccess } from '../temporal/client-access.ts';
import { ApiClient } from './api-client.ts';
import { CallSlots } from './call-slots.ts';
import { readVoiceWorkerConfig } from './config.ts';
import { ConfigurationCache } from './config-cache/configuration-cache.ts';
import { safeDefault } from './config-cache/safe-default.ts';
import { followAgentVersions } from './config-cache/version-stream.ts';
import { healthServer } from './health-server.ts';
import { HeartbeatSender } from './heartbeat.ts';
import { openLink } from './link/server.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { FULL, offeredLoad } from './offered-load.ts';
import { Delivery } from './reports/delivery.ts';
import { signalThrough } from './reports/signal-call-ended.ts';
import { Spool } from './reports/spool.ts';
import { requestHandler } from './request-handler.ts';
import { WarmProcesses } from './warm-processes.ts';

const RECONCILE_MS = 250;
const SWEEP_SPOOL_MS = 5_000;
const LAST_DELIVERY_MS = 2_000;

const config = readVoiceWorkerConfig(process.env);
const log = createLog(config, 'voice-worker');
const api = new ApiClient({ baseUrl: config.BACKEND_URL, token: config.WORKER_TOKEN });
const temporal = connectTemporal(
  {
    ...{ address: config.TEMPORAL_ADDRESS, namespace: config.TEMPORAL_NAMESPACE },
    access: temporalAccess(process.env),
  },
  createKeyring(config.RINGFENCE_KEYS, config.RINGFENCE_HMAC_KEY),
);

const cache = new ConfigurationCache({
  fetch: (agent) => api.runtimeConfig(agent),
  safeDefault: (agent) => safeDefault(agent, new Date()),
  ttlMs: config.CONFIG_CACHE_TTL * 1_000,
  now: Date.now,
});
const spool = new Spool(config.VOICE_SPOOL_DIR);
const delivery = new Delivery({ spool, signal: signalThrough(temporal), api, log });
const voice = new RememberingVoice(new Flite());
// Compiles the voice now and not during the first call.
await voice.speak('Ready.', 'slt');
const warm = new WarmProcesses({ isAlive });
const link = await openLink({ cache, voice, warm, onSpooled: () => void delivery.deliver(), log });
// Job processes are forked from here and inherit the environment. A small young generation and few malloc arenas save
// each call about 100 MB; docs/voice-worker.md has the measurement.
process.env['NODE_OPTIONS'] = `${process.env['NODE_OPTIONS'] ?? ''} --max-semi-space-size=2`.trim();
process.env['MALLOC_ARENA_MAX'] ??= '2';
process.env['VOICE_LINK_URL'] = link.url;
process.env['VOICE_LINK_TOKEN'] = link.token;

const slots = new CallSlots({ capacity: config.MAX_CONCURRENCY, now: Date.now });
const metrics = createMetrics({ cache, slots, undelivered: () => delivery.waiting });

// More than warnings of the framework would carry what callees say.
initializeLogger({ pretty: false, level: 'warn' });
const agents = new AgentServer(
  new ServerOptions({
    agent: fileURLToPath(new URL('./agent.ts', import.meta.url)),
    agentName: config.VOICE_AGENT_NAME,
    wsURL: config.LIVEKIT_URL,
    apiKey: config.LIVEKIT_API_KEY,
    apiSecret: config.LIVEKIT_API_SECRET,
    production: true,
    host: '127.0.0.1',
    port: config.VOICE_AGENTS_PORT,
    numIdleProcesses: Math.min(config.VOICE_IDLE_PROCESSES, config.MAX_CONCURRENCY),
    requestFunc: requestHandler(slots, metrics.jobsRefused, log),
    loadFunc: async () => offeredLoad(slots),
    loadThreshold: FULL,
    drainTimeout: config.DRAIN_TIMEOUT_MS,
    shutdownProcessTimeout: 10_000,
    initializeProcessTimeout: 60_000,
    // Tries for ever: giving up would end the calls that go on without the server.
    maxRetry: Number.MAX_SAFE_INTEGER,
  }),
);

/** The framework's own check: connected to LiveKit, and its helper process alive. */
let connected = false;
const checkConnection = async () => {
  const answer = await fetch(`http://127.0.0.1:${config.VOICE_AGENTS_PORT}/`).catch(() => null);
  if (connected !== (answer?.ok ?? false)) log.info({ connected: answer?.ok ?? false }, 'connection to LiveKit');
  connected = answer?.ok ?? false;
};

const heartbeat = new HeartbeatSender({
  api,
  slots,
  warm,
  worker: config.WORKER_NAME,
  buildId: config.BUILD_ID,
  ready: () => connected,
  log,
});
const health = healthServer({
  worker: config.WORKER_NAME,
  buildId: config.BUILD_ID,
  token: config.WORKER_TOKEN,
  slots,
  cache,
  registry: metrics.registry,
  connected: () => connected,
  undelivered: () => delivery.waiting,
}).listen(config.VOICE_HEALTH_PORT, config.VOICE_HEALTH_HOST);

const stopping = new AbortController();
const timers = [
  setInterval(() => slots.reconcile(agents.activeJobs.map(({ job }) => job.id)), RECONCILE_MS),
  setInterval(() => warm.forgetTheDead(), RECONCILE_MS),
  setInterval(() => heartbeat.beatIfChanged(), RECONCILE_MS),
  setInterval(() => void checkConnection(), 1_000),
  setInterval(() => void delivery.deliver(), SWEEP_SPOOL_MS),
];
void followAgentVersions({ open: (signal) => api.agentVersions(signal), cache, log, signal: stopping.signal });
agents.run().catch((error: unknown) => {
  log.fatal({ err: error }, 'the voice worker lost its LiveKit connection for good');
  process.exit(1);
});
agents.event.once('worker_registered', () => {
  void checkConnection().then(() => heartbeat.start(config.HEARTBEAT_MS));
  log.info({ capacity: slots.capacity, cores: availableParallelism() }, 'the voice worker is ready');
});
void delivery.deliver();

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Finishes the calls that run, takes no new ones, delivers what is left. A second signal ends calls at once. */
async function stop(signal: NodeJS.Signals): Promise<void> {
  log.info({ signal, calls: slots.active }, 'stopping: calls finish, new ones go elsewhere');
  let hurry = false;
  process.once('SIGINT', () => (hurry = true)).once('SIGTERM', () => (hurry = true));
  slots.close();
  await heartbeat.beat();
  const deadline = Date.now() + config.DRAIN_TIMEOUT_MS;
  while (slots.active > 0 && !hurry && Date.now() < deadline) await pause(RECONCILE_MS);
  if (slots.active > 0) log.warn({ calls: slots.active }, 'calls that still go on are ended now');
  await agents.close();
  await heartbeat.stop();
  // What cannot be delivered now stays in the spool for the next start.
  await Promise.race([delivery.deliver(), pause(LAST_DELIVERY_MS)]);
  stopping.abort();
  for (const timer of timers) clearInterval(timer);
  health.close();
  process.exit(0);
}
process.once('SIGTERM', (signal) => void stop(signal));
process.once('SIGINT', (signal) => void stop(signal));
