import { join } from 'node:path';
import { MARK } from './processes/left-overs.ts';
import type { ChosenPorts } from './ports/ports.ts';
import type { Secrets } from './state/secrets.ts';
import type { StateFolder } from './state/state-folder.ts';

/** Where every part of this installation is, whether started here or configured elsewhere. */
export interface Installation {
  readonly state: StateFolder;
  readonly ports: ChosenPorts;
  readonly secrets: Secrets;
  readonly databaseOwnerUrl: string;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly temporalUiUrl: string | undefined;
  readonly livekitUrl: string;
  readonly livekitKey: string;
  readonly livekitSecret: string;
  readonly apiUrl: string;
  readonly devCarrierUrl: string;
  /** What every process is given; each reads what it needs. */
  readonly environment: NodeJS.ProcessEnv;
}

export const DATABASE = 'ringfence';
const APP_ROLE = 'ringfence_app';

/** The API's addresses for those who report to it. */
export const WEBHOOKS = {
  livekit: '/internal/livekit-webhook',
  devCarrier: '/internal/carrier-reports',
  /** Where the Temporal UI has payloads decoded. */
  codec: '/temporal-codec',
} as const;

/** Which servers are configured elsewhere, and so are not started here. */
export interface Elsewhere {
  readonly postgres: boolean;
  readonly temporal: boolean;
  readonly livekit: boolean;
}

/**
 * What the environment says runs elsewhere. Throws one message for everything that such a configuration lacks: a database
 * needs an owner for the migrations, a LiveKit server its key and secret.
 */
export function readElsewhere(environment: NodeJS.ProcessEnv): Elsewhere {
  const has = (name: string) => (environment[name] ?? '') !== '';
  const lacks: string[] = [];
  if (has('DATABASE_URL') && !has('DATABASE_OWNER_URL')) {
    lacks.push('DATABASE_URL is set: DATABASE_OWNER_URL must name the role that owns the tables; migrations run as it');
  }
  if (has('DATABASE_URL') && !(has('RINGFENCE_KEYS') && has('RINGFENCE_HMAC_KEY'))) {
    lacks.push('DATABASE_URL is set: RINGFENCE_KEYS and RINGFENCE_HMAC_KEY must be the keys of that database');
  }
  if (has('LIVEKIT_URL') && !(has('LIVEKIT_API_KEY') && has('LIVEKIT_API_SECRET'))) {
    lacks.push('LIVEKIT_URL is set: LIVEKIT_API_KEY and LIVEKIT_API_SECRET must be set too');
  }
  if (lacks.length > 0)
    throw new Error(`The configuration is incomplete:\n${lacks.map((line) => `  - ${line}`).join('\n')}`);
  return { postgres: has('DATABASE_URL'), temporal: has('TEMPORAL_ADDRESS'), livekit: has('LIVEKIT_URL') };
}

/** Derives every address and the processes' environment. What the caller's environment sets wins. */
export function describeInstallation(
  state: StateFolder,
  ports: ChosenPorts,
  secrets: Secrets,
  given: NodeJS.ProcessEnv,
): Installation {
  const { port } = ports;
  const local = (user: string, password: string) =>
    `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port.postgres}/${DATABASE}`;
  const or = (name: string, otherwise: string) => given[name] || otherwise;
  const isTemporalElsewhere = (given['TEMPORAL_ADDRESS'] ?? '') !== '';
  const apiUrl = `http://127.0.0.1:${port.api}`;
  const installation = {
    state,
    ports,
    secrets,
    databaseOwnerUrl: or('DATABASE_OWNER_URL', local('ringfence', secrets.ownerPassword)),
    databaseUrl: or('DATABASE_URL', local(APP_ROLE, secrets.appPassword)),
    temporalAddress: or('TEMPORAL_ADDRESS', `127.0.0.1:${port.temporal}`),
    temporalNamespace: or('TEMPORAL_NAMESPACE', 'default'),
    temporalUiUrl:
      given['TEMPORAL_UI_URL'] || (isTemporalElsewhere ? undefined : `http://127.0.0.1:${port.temporalUi}`),
    livekitUrl: or('LIVEKIT_URL', `ws://127.0.0.1:${port.livekit}`),
    livekitKey: or('LIVEKIT_API_KEY', secrets.livekitKey),
    livekitSecret: or('LIVEKIT_API_SECRET', secrets.livekitSecret),
    apiUrl,
    devCarrierUrl: or('DEV_CARRIER_URL', `http://127.0.0.1:${port.devCarrier}`),
  };
  const inherited = isTemporalElsewhere ? given : withoutTemporalAccess(given);
  return { ...installation, environment: { ...inherited, ...environmentOf(installation, given) } };
}

/** A server started here asks for nothing; keys of one elsewhere are not shown to it. */
function withoutTemporalAccess(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isAccess = (name: string) => /^TEMPORAL_(API_KEY|TLS|GRPC_META)/.test(name);
  return Object.fromEntries(Object.entries(given).filter(([name]) => !isAccess(name)));
}

function environmentOf(the: Omit<Installation, 'environment'>, given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { state, secrets, ports } = the;
  const or = (name: string, otherwise: string) => given[name] || otherwise;
  return {
    [MARK]: state.home,
    DATABASE_URL: the.databaseUrl,
    TEMPORAL_ADDRESS: the.temporalAddress,
    TEMPORAL_NAMESPACE: the.temporalNamespace,
    TEMPORAL_UI_URL: the.temporalUiUrl,
    LIVEKIT_URL: the.livekitUrl,
    LIVEKIT_API_KEY: the.livekitKey,
    LIVEKIT_API_SECRET: the.livekitSecret,
    API_HOST: or('API_HOST', '127.0.0.1'),
    API_PORT: String(ports.port.api),
    PUBLIC_URL: or('PUBLIC_URL', the.apiUrl),
    BACKEND_URL: or('BACKEND_URL', the.apiUrl),
    RINGFENCE_KEYS: or('RINGFENCE_KEYS', secrets.keys),
    RINGFENCE_HMAC_KEY: or('RINGFENCE_HMAC_KEY', secrets.hmacKey),
    JWT_SECRET: or('JWT_SECRET', secrets.jwtSecret),
    WORKER_TOKEN: or('WORKER_TOKEN', secrets.workerToken),
    DEV_CARRIER_URL: the.devCarrierUrl,
    DEV_CARRIER_PORT: String(ports.port.devCarrier),
    DEV_CARRIER_LOG: or('DEV_CARRIER_LOG', join(state.home, 'dev-carrier.jsonl')),
    DEV_CARRIER_REPORT_URL: or('DEV_CARRIER_REPORT_URL', `${the.apiUrl}${WEBHOOKS.devCarrier}`),
    DEV_CARRIER_REPORT_TOKEN: or('DEV_CARRIER_REPORT_TOKEN', given['WORKER_TOKEN'] || secrets.workerToken),
    STORAGE_DIR: or('STORAGE_DIR', state.storage),
    REGISTRY_FOLDER: or('REGISTRY_FOLDER', state.registry),
    VOICE_HEALTH_PORT: String(ports.port.voiceHealth),
    VOICE_AGENTS_PORT: String(ports.port.voiceAgents),
    VOICE_SPOOL_DIR: or('VOICE_SPOOL_DIR', join(state.home, 'voice-spool')),
    WORKER_METRICS_PORT: String(ports.port.workerMetrics),
  };
}
