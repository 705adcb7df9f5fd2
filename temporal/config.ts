import { z } from 'zod';
import { registryEnvironment } from '../registry/config.ts';
import { storageEnvironment } from '../storage/create-file-store.ts';
import type { StorageSettings } from '../storage/file-store.ts';

const port = z.coerce.number().int().min(0).max(65_535);

const Environment = z
  .object({
    TEMPORAL_ADDRESS: z.string().min(1),
    TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
    /** Where people reach the app; workflows link to their page there. */
    PUBLIC_URL: z.url().optional(),
    DATABASE_URL: z.url(),
    /** Connections for plain SQL; as many again for the ORM, which the worker hardly uses. */
    DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20),
    RINGFENCE_KEYS: z.string().min(1),
    RINGFENCE_HMAC_KEY: z.string().min(1),
    /** Without these three only carriers without media can be used. */
    LIVEKIT_URL: z.string().min(1).optional(),
    LIVEKIT_API_KEY: z.string().min(1).optional(),
    LIVEKIT_API_SECRET: z.string().min(1).optional(),
    VOICE_AGENT_NAME: z.string().min(1).optional(),
    /** Without it the `loopback` and `fake` carriers are away. */
    DEV_CARRIER_URL: z.url().optional(),
    /** Dials that ring at once in this process. */
    DIAL_SLOTS: z.coerce.number().int().min(1).max(10_000).default(1_000),
    /** How long running tasks may go on after SIGTERM, milliseconds. A dial that rings longer is fenced later. */
    WORKER_GRACE_MS: z.coerce.number().int().min(0).default(5_000),
    WORKER_METRICS_HOST: z.string().default('127.0.0.1'),
    WORKER_METRICS_PORT: port.default(8_083),
    /** `off`: this process seals no ledgers; some other must. */
    LEDGER_SEALING: z.enum(['on', 'off']).default('on'),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    LOG_FORMAT: z.enum(['json', 'text']).default('json'),
  })
  .superRefine((env, ctx) => {
    const livekit = ['LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET'] as const;
    const missing = livekit.filter((name) => env[name] === undefined);
    if (missing.length === 0 || missing.length === livekit.length) return;
    ctx.addIssue({ code: 'custom', path: [...missing], message: 'the three LIVEKIT_ variables go together' });
  });

export type WorkerConfig = z.infer<typeof Environment> & {
  readonly storage: StorageSettings;
  readonly registryFolder: string;
};

/** Reads the environment, or throws one error that names every variable that is wrong. */
export function readWorkerConfig(env: NodeJS.ProcessEnv): WorkerConfig {
  // Compose files pass unset variables as empty strings.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = Environment.safeParse(given);
  const storage = storageEnvironment.safeParse(given);
  if (!read.success || !storage.success) {
    const issues = [...(read.error?.issues ?? []), ...(storage.error?.issues ?? [])];
    throw new Error(`the worker cannot start:\n${z.prettifyError({ issues })}`);
  }
  return { ...read.data, storage: storage.data, registryFolder: registryEnvironment.parse(given).folder };
}
