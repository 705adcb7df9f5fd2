import { createServer } from 'node:net';
import { join } from 'node:path';
import { codeOf } from '../error-details.ts';
import { withLock } from '../state/lock.mjs';
import { claimsIn, isAlive, type PortClaim, writeClaim } from './port-claims.ts';
import { holderOfPort } from './port-holder.ts';
import { cacheHome } from '../servers/cache.ts';

/** Every port of the system, in the order of a block of ten, with the variable that moves it. */
export const PORTS = {
  api: { variable: 'API_PORT', title: 'the API' },
  temporal: { variable: 'TEMPORAL_PORT', title: 'Temporal' },
  temporalUi: { variable: 'TEMPORAL_UI_PORT', title: 'the Temporal UI' },
  livekit: { variable: 'LIVEKIT_PORT', title: 'LiveKit' },
  postgres: { variable: 'POSTGRES_PORT', title: 'Postgres' },
  devCarrier: { variable: 'DEV_CARRIER_PORT', title: 'the development carrier' },
  voiceHealth: { variable: 'VOICE_HEALTH_PORT', title: 'the voice worker’s health' },
  voiceAgents: { variable: 'VOICE_AGENTS_PORT', title: 'the voice worker’s framework' },
  workerMetrics: { variable: 'WORKER_METRICS_PORT', title: 'the worker’s metrics' },
} as const;

export type PortName = keyof typeof PORTS;
export const portNames = Object.keys(PORTS) as PortName[];

export interface ChosenPorts {
  readonly port: Readonly<Record<PortName, number>>;
  /** 0 is the default block; others are for checkouts side by side. */
  readonly block: number;
  /** Set when the default ports belong to another checkout: what to tell the user. */
  readonly notice?: string;
}

export interface PortOptions {
  /** Ports that nothing here will listen on, because the server is configured elsewhere. */
  readonly unused?: readonly PortName[];
  readonly environment?: NodeJS.ProcessEnv;
  readonly cache?: string;
}

const DEFAULT_BASE = 8100;
const BLOCK_SIZE = 10;
const BLOCKS = 20;

/** The ports that this checkout has chosen before; undefined before its first start. */
export function claimedPorts(stateHome: string, cache: string = cacheHome()): ChosenPorts | undefined {
  const claim = claimsIn(join(cache, 'running')).find((one) => one.stateHome === stateHome);
  if (!claim) return undefined;
  const port = portNames.map((name, index) => [name, claim.ports[index] ?? 0] as const);
  return { port: Object.fromEntries(port) as ChosenPorts['port'], block: claim.block };
}

/**
 * Chooses the ports of this checkout and claims them. A port named by a variable is taken or refused, never moved; the
 * others move together to the next block when another running checkout has theirs. Throws with a message that names
 * each port in use, who has it, and the variable that moves it.
 */
export async function choosePorts(stateHome: string, options: PortOptions = {}): Promise<ChosenPorts> {
  const environment = options.environment ?? process.env;
  const folder = join(options.cache ?? cacheHome(), 'running');
  return withLock(join(folder, 'ports.lock'), async () => {
    const claims = claimsIn(folder);
    const others = claims.filter((claim) => claim.stateHome !== stateHome && isAlive(claim));
    const preferred = claims.find((claim) => claim.stateHome === stateHome)?.block ?? 0;
    const chosen = await firstFreeBlock(environment, preferred, others, options.unused ?? []);
    writeClaim(folder, stateHome, chosen.block, Object.values(chosen.port));
    return chosen;
  });
}

async function firstFreeBlock(
  environment: NodeJS.ProcessEnv,
  preferred: number,
  others: readonly PortClaim[],
  unused: readonly PortName[],
): Promise<ChosenPorts> {
  const order = [
    preferred,
    ...Array.from({ length: BLOCKS }, (_, block) => block).filter((block) => block !== preferred),
  ];
  let neighbour: PortClaim | undefined;
  for (const block of order) {
    const port = portsOf(block, environment);
    const holder = others.find((claim) => claim.ports.some((taken) => Object.values(port).includes(taken)));
    const moved = portNames.filter((name) => environment[PORTS[name].variable] === undefined);
    const shared = holder && moved.some((name) => holder.ports.includes(port[name]));
    if (shared) {
      neighbour ??= holder;
      continue;
    }
    await refuseBusyPorts(port, unused);
    if (!neighbour) return { port, block };
    return {
      port,
      block,
      notice: `${neighbour.stateHome} runs on the usual ports: this one takes ${port.api} and following`,
    };
  }
  throw new Error(`${BLOCKS} checkouts are running side by side; stop one, or set RINGFENCE_PORT_BASE`);
}

function portsOf(block: number, environment: NodeJS.ProcessEnv): Record<PortName, number> {
  const base = portIn(environment, 'RINGFENCE_PORT_BASE') ?? DEFAULT_BASE;
  const entries = portNames.map((name, offset) => {
    const port = portIn(environment, PORTS[name].variable) ?? base + block * BLOCK_SIZE + offset;
    return [name, port] as const;
  });
  return Object.fromEntries(entries) as Record<PortName, number>;
}

function portIn(environment: NodeJS.ProcessEnv, variable: string): number | undefined {
  const text = environment[variable];
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${variable} is not a port: ${text}`);
}

async function refuseBusyPorts(port: ChosenPorts['port'], unused: readonly PortName[]): Promise<void> {
  const busy: PortName[] = [];
  for (const name of portNames) if (!unused.includes(name) && !(await isFree(port[name]))) busy.push(name);
  if (busy.length === 0) return;
  const lines = busy.map((name) => {
    const holder = holderOfPort(port[name]) ?? 'another program';
    return `  - ${port[name]}, for ${PORTS[name].title}, is used by ${holder}: set ${PORTS[name].variable} to move it`;
  });
  throw new Error(['Ports are in use:', ...lines, 'RINGFENCE_PORT_BASE moves all of them at once.'].join('\n'));
}

async function isFree(port: number): Promise<boolean> {
  // A program that listens on every address is missed by a probe of one address on some systems.
  for (const host of ['127.0.0.1', '0.0.0.0']) if (!(await canListen(port, host))) return false;
  return true;
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (codeOf(error) === 'EADDRINUSE' ? resolve(false) : reject(error)));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
