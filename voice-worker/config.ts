import { availableParallelism, hostname } from 'node:os';
import { z } from 'zod';
import { allowedHosts } from '../egress/allowed-hosts.ts';
import { AGENT_NAME } from './contract.ts';

/** Demo calls a core carries with room to spare; see docs/voice-worker.md for the measurement. */
const CALLS_PER_CORE = 3;
const MOST_CALLS = 25;

/** Default MAX_CONCURRENCY: 25, less where the machine has few cores. */
export function defaultConcurrency(cores: number): number {
  return Math.max(1, Math.min(MOST_CALLS, cores * CALLS_PER_CORE));
}

const Environment = z.object({
  WORKER_NAME: z.string().min(1).default(hostname()),
  /** Base URL of the API. */
  BACKEND_URL: z.url(),
  /** The installation's worker credential. */
  WORKER_TOKEN: z.string().min(1),
  LIVEKIT_URL: z.string().min(1),
  LIVEKIT_API_KEY: z.string().min(1),
  LIVEKIT_API_SECRET: z.string().min(1),
  TEMPORAL_ADDRESS: z.string().min(1).default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  /** The installation's keys: reports travel to workflows sealed. */
  RINGFENCE_KEYS: z.string().min(1),
  RINGFENCE_HMAC_KEY: z.string().min(1),
  VOICE_AGENT_NAME: z.string().min(1).default(AGENT_NAME),
  /** Calls this worker carries at once. */
  MAX_CONCURRENCY: z.coerce.number().int().min(1).max(500).default(defaultConcurrency(availableParallelism())),
  /** Warm processes waiting for a call. */
  VOICE_IDLE_PROCESSES: z.coerce.number().int().min(1).max(50).default(2),
  /** Seconds that a configuration stays fresh. */
  CONFIG_CACHE_TTL: z.coerce.number().min(0).default(300),
  VOICE_HEALTH_HOST: z.string().default('127.0.0.1'),
  VOICE_HEALTH_PORT: z.coerce.number().int().min(0).max(65_535).default(8_082),
  /** The agents framework's own health port. */
  VOICE_AGENTS_PORT: z.coerce.number().int().min(0).max(65_535).default(8_081),
  /** Where reports wait until Temporal or the API has taken them. */
  VOICE_SPOOL_DIR: z.string().min(1),
  /** Longest time that calls may take to finish after SIGTERM, milliseconds. */
  DRAIN_TIMEOUT_MS: z.coerce.number().int().min(0).default(600_000),
  HEARTBEAT_MS: z.coerce.number().int().min(500).default(3_000),
  /** Hosts inside this installation's own network that tenants may name as providers. */
  PROVIDER_ALLOWED_HOSTS: allowedHosts,
  BUILD_ID: z.string().min(1).default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  LOG_FORMAT: z.enum(['json', 'text']).default('json'),
});

export type VoiceWorkerConfig = z.infer<typeof Environment>;

/** Reads the environment, or throws one error that names every variable that is wrong. */
export function readVoiceWorkerConfig(env: NodeJS.ProcessEnv): VoiceWorkerConfig {
  // Compose files pass unset variables as empty strings.
  const read = Environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!read.success) throw new Error(`the voice worker cannot start:\n${z.prettifyError(read.error)}`);
  return read.data;
}

/** What a job process needs; the main process sets LINK_* before it forks any. */
const JobEnvironment = z.object({
  BACKEND_URL: z.url(),
  WORKER_TOKEN: z.string().min(1),
  VOICE_LINK_URL: z.url(),
  VOICE_LINK_TOKEN: z.string().min(1),
  VOICE_SPOOL_DIR: z.string().min(1),
  PROVIDER_ALLOWED_HOSTS: Environment.shape.PROVIDER_ALLOWED_HOSTS,
  LOG_LEVEL: Environment.shape.LOG_LEVEL,
  LOG_FORMAT: Environment.shape.LOG_FORMAT,
});
export type JobConfig = z.infer<typeof JobEnvironment>;

export function readJobConfig(env: NodeJS.ProcessEnv): JobConfig {
  const read = JobEnvironment.safeParse(env);
  if (!read.success) throw new Error(`a voice job cannot start:\n${z.prettifyError(read.error)}`);
  return read.data;
}
