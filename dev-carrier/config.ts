import { z } from 'zod';

/** The development carrier's environment. */
const Environment = z.object({
  /** Loopback, unless its callers are on another machine of a closed network. */
  DEV_CARRIER_HOST: z.string().min(1).default('127.0.0.1'),
  DEV_CARRIER_PORT: z.coerce.number().int().min(0).max(65_535),
  /** Append-only log of every call; crash tests judge by it. */
  DEV_CARRIER_LOG: z.string().min(1),
  /** Decides what fake callees do. */
  DEV_CARRIER_SEED: z.string().min(1).default('ringfence'),
  /** Fake ring and talk times are divided by this. */
  DEV_CARRIER_SPEED: z.coerce.number().positive().default(1),
  /** Where the ends of fake conversations are posted. Without it they are not. */
  DEV_CARRIER_REPORT_URL: z.url().optional(),
  DEV_CARRIER_REPORT_TOKEN: z.string().min(1).optional(),
  /** Without these three the `loopback` carrier is away. */
  LIVEKIT_URL: z.string().min(1).optional(),
  LIVEKIT_API_KEY: z.string().min(1).optional(),
  LIVEKIT_API_SECRET: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export type DevCarrierConfig = z.infer<typeof Environment>;

/** Reads the environment, or throws one error that names every variable that is wrong. */
export function readDevCarrierConfig(env: NodeJS.ProcessEnv): DevCarrierConfig {
  const read = Environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!read.success) throw new Error(`the development carrier cannot start:\n${z.prettifyError(read.error)}`);
  return read.data;
}
