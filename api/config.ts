import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { allowedHosts } from '../egress/allowed-hosts.ts';
import { registryEnvironment } from '../registry/config.ts';
import { storageEnvironment } from '../storage/create-file-store.ts';
import type { StorageSettings } from '../storage/file-store.ts';

const port = z.coerce.number().int().min(1).max(65535);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);
const secret = z.string().min(32, 'must have at least 32 characters: `openssl rand -base64 32` makes one');

/** The environment of the API process. `.env` files and secret stores fill it; nothing here has a default secret. */
const Environment = z.object({
  API_HOST: z.string().default('127.0.0.1'),
  API_PORT: port.default(8080),
  /** The address under which people and carriers reach this process. */
  PUBLIC_URL: z.url().optional(),
  DATABASE_URL: z.url(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  /** How long a command waits for Temporal before it answers that the rest follows. */
  TEMPORAL_PATIENCE_MS: z.coerce.number().int().min(50).max(60_000).default(3_000),
  /** Of the Temporal UI: told in answers that link to a workflow, and allowed to ask the codec endpoint. */
  TEMPORAL_UI_URL: z.url().optional(),
  LIVEKIT_URL: z.url().optional(),
  /** What browsers connect to, when it differs. */
  LIVEKIT_PUBLIC_URL: z.url().optional(),
  LIVEKIT_API_KEY: z.string().min(1).optional(),
  LIVEKIT_API_SECRET: z.string().min(1).optional(),
  VOICE_AGENT_NAME: z.string().min(1).default('ringfence'),
  RINGFENCE_KEYS: z.string().min(1),
  RINGFENCE_HMAC_KEY: z.string().min(1),
  JWT_SECRET: secret,
  WORKER_TOKEN: secret,
  DEV_CARRIER_URL: z.url().optional(),
  /** Bearer of the development carrier's reports; the worker token when left out. */
  DEV_CARRIER_REPORT_TOKEN: z.string().min(16).optional(),
  /** Hosts inside this installation's own network that tenants may name as providers. */
  PROVIDER_ALLOWED_HOSTS: allowedHosts,
  CORS_ORIGINS: list.default([]),
  /** Number of proxies in front whose X-Forwarded-For is believed. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(1200),
  SIGN_IN_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(10),
  OPT_OUT_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(30),
  IMPORT_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .default(2 * 1024 ** 3),
  /** The built web app. Without it the API serves no pages. */
  UI_DIST: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  RINGFENCE_VERSION: z.string().default('0.1.0'),
});

export interface ApiConfig {
  host: string;
  port: number;
  publicUrl: string;
  databaseUrl: string;
  databasePoolSize: number;
  temporal: { address: string; namespace: string; patienceMs: number; uiUrl: string | null };
  livekit: { url: string; publicUrl: string; apiKey: string; apiSecret: string; agentName: string } | null;
  keys: { sealing: string; hmac: string };
  jwtSecret: Uint8Array;
  workerToken: string;
  devCarrier: { url: string | null; reportToken: string };
  storage: StorageSettings;
  registryFolder: string;
  providerAllowedHosts: readonly string[];
  corsOrigins: readonly string[];
  trustProxy: number;
  limits: {
    perMinute: number;
    signInPerMinute: number;
    optOutPerMinute: number;
    uploadBytes: number;
    /** How long a stream goes on for somebody who is let in no more. */
    listenerCheckMs: number;
  };
  uiFolder: string;
  logLevel: string;
  version: string;
}

/** @throws one error that names every variable that is missing or wrong, without its value. */
export function readConfig(environment: NodeJS.ProcessEnv): ApiConfig {
  const parsed = Environment.safeParse(withoutEmpty(environment));
  const storage = storageEnvironment.safeParse(withoutEmpty(environment));
  if (!parsed.success || !storage.success) {
    const issues = [...(parsed.error?.issues ?? []), ...(storage.error?.issues ?? [])];
    const lines = issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The API cannot start. Set these environment variables:\n${lines.join('\n')}`);
  }
  const env = parsed.data;
  return {
    host: env.API_HOST,
    port: env.API_PORT,
    publicUrl: (env.PUBLIC_URL ?? `http://127.0.0.1:${env.API_PORT}`).replace(/\/+$/, ''),
    databaseUrl: env.DATABASE_URL,
    databasePoolSize: env.DATABASE_POOL_SIZE,
    temporal: {
      address: env.TEMPORAL_ADDRESS,
      namespace: env.TEMPORAL_NAMESPACE,
      patienceMs: env.TEMPORAL_PATIENCE_MS,
      uiUrl: env.TEMPORAL_UI_URL ?? null,
    },
    livekit: liveKitOf(env),
    keys: { sealing: env.RINGFENCE_KEYS, hmac: env.RINGFENCE_HMAC_KEY },
    jwtSecret: new TextEncoder().encode(env.JWT_SECRET),
    workerToken: env.WORKER_TOKEN,
    devCarrier: { url: env.DEV_CARRIER_URL ?? null, reportToken: env.DEV_CARRIER_REPORT_TOKEN ?? env.WORKER_TOKEN },
    storage: storage.data,
    registryFolder: registryEnvironment.parse(withoutEmpty(environment)).folder,
    providerAllowedHosts: env.PROVIDER_ALLOWED_HOSTS,
    corsOrigins: env.CORS_ORIGINS,
    trustProxy: env.TRUST_PROXY,
    limits: {
      perMinute: env.RATE_LIMIT_PER_MINUTE,
      signInPerMinute: env.SIGN_IN_LIMIT_PER_MINUTE,
      optOutPerMinute: env.OPT_OUT_LIMIT_PER_MINUTE,
      uploadBytes: env.IMPORT_MAX_BYTES,
      listenerCheckMs: 10_000,
    },
    uiFolder: env.UI_DIST ?? fileURLToPath(new URL('../ui/dist', import.meta.url)),
    logLevel: env.LOG_LEVEL,
    version: env.RINGFENCE_VERSION,
  };
}

function liveKitOf(env: z.output<typeof Environment>): ApiConfig['livekit'] {
  if (!env.LIVEKIT_URL || !env.LIVEKIT_API_KEY || !env.LIVEKIT_API_SECRET) return null;
  return {
    url: env.LIVEKIT_URL,
    publicUrl: env.LIVEKIT_PUBLIC_URL ?? env.LIVEKIT_URL,
    apiKey: env.LIVEKIT_API_KEY,
    apiSecret: env.LIVEKIT_API_SECRET,
    agentName: env.VOICE_AGENT_NAME,
  };
}

/** Compose files pass unset variables as empty strings. */
function withoutEmpty(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}
