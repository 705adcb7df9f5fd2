import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RoomAgentDispatch } from '@livekit/protocol';
import { RoomServiceClient } from 'livekit-server-sdk';
import { DevCarrierClient, type Placement } from '../../activities/telephony/dev-carrier-client.ts';
import { readCallLog } from '../../dev-carrier/call-log.ts';
import type { CarrierLogEntry } from '../../dev-carrier/contract.ts';
import { livekitPlan } from '../../launcher/plans/livekit.ts';
import { AGENT_NAME, type CallContext, CallMetadata, READY_ATTRIBUTE, type RuntimeConfigAnswer } from '../contract.ts';
import { Spool, type SpoolItem } from '../reports/spool.ts';
import { aConfiguration, aContext } from './builders.ts';
import { StubApi } from './stub-api.ts';
import { until } from '../../testing/child-scripts.ts';
import { PATIENCE_MS } from '../../testing/eventually.ts';
import { freePort } from '../../testing/free-port.ts';

const KEY = 'rig';
const SECRET = 'secret-of-the-voice-rig-0123456789-abcdef';
const FIRST_UDP = 22_400;

type Options = { env?: NodeJS.ProcessEnv; keep?: boolean };
type CallToPrepare = { config?: RuntimeConfigAnswer; context?: Partial<CallContext>; agentName?: string };

/**
 * Everything around one real call: a LiveKit server, the voice worker, the development carrier, each a process of its
 * own, and a stub API. Temporal is away on purpose, so that reports stay in the spool, where they can be read.
 */
export class VoiceRig {
  readonly folder = mkdtempSync(join(tmpdir(), 'voice-rig-'));
  readonly api = new StubApi();
  #rooms: RoomServiceClient | null = null;
  #carrier: DevCarrierClient | null = null;
  readonly #children = new Map<string, ChildProcess>();
  readonly #env: NodeJS.ProcessEnv;
  #workerEnv: NodeJS.ProcessEnv = {};
  #livekit: ReturnType<typeof livekitPlan> | null = null;
  healthUrl = '';
  livekitUrl = '';

  constructor(options: Options = {}) {
    this.#env = { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '', ...options.env };
  }

  get rooms(): RoomServiceClient {
    if (!this.#rooms) throw new Error('the rig is not started');
    return this.#rooms;
  }
  get carrier(): DevCarrierClient {
    if (!this.#carrier) throw new Error('the rig is not started');
    return this.#carrier;
  }

  async start(livekitBinary: string): Promise<void> {
    const [livekitPort, healthPort, agentsPort, carrierPort] = [
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
    ];
    this.livekitUrl = `ws://127.0.0.1:${livekitPort}`;
    this.#rooms = new RoomServiceClient(`http://127.0.0.1:${livekitPort}`, KEY, SECRET);
    this.#carrier = new DevCarrierClient(`http://127.0.0.1:${carrierPort}`);
    this.healthUrl = `http://127.0.0.1:${healthPort}`;
    this.#livekit = livekitPlan({
      binary: livekitBinary,
      folder: this.folder,
      configurationFile: join(this.folder, 'livekit.yaml'),
      logFile: join(this.folder, 'livekit.log'),
      port: livekitPort,
      udpPorts: { first: FIRST_UDP, last: FIRST_UDP + 300 },
      key: KEY,
      secret: SECRET,
      webhookUrl: 'http://127.0.0.1:9/',
    });
    await this.startLiveKit();
    const livekit = { LIVEKIT_URL: this.livekitUrl, LIVEKIT_API_KEY: KEY, LIVEKIT_API_SECRET: SECRET };
    this.#workerEnv = {
      ...this.#env,
      ...livekit,
      WORKER_NAME: 'rig',
      BACKEND_URL: await this.api.start(),
      WORKER_TOKEN: this.api.token,
      TEMPORAL_ADDRESS: '127.0.0.1:9',
      RINGFENCE_KEYS: JSON.stringify({ current: 'k', keys: { k: randomBytes(32).toString('base64') } }),
      RINGFENCE_HMAC_KEY: randomBytes(32).toString('base64'),
      VOICE_HEALTH_PORT: String(healthPort),
      VOICE_AGENTS_PORT: String(agentsPort),
      VOICE_SPOOL_DIR: this.spoolFolder,
      HEARTBEAT_MS: '500',
    };
    this.#spawnNode('dev-carrier', 'dev-carrier/main.ts', {
      ...this.#env,
      ...livekit,
      DEV_CARRIER_PORT: String(carrierPort),
      DEV_CARRIER_LOG: this.#carrierLog,
    });
    await this.startWorker();
    await until(
      () =>
        this.carrier.health().then(
          () => true,
          () => false,
        ),
      'the carrier answers',
    );
  }

  get spoolFolder(): string {
    return join(this.folder, 'spool');
  }
  get #carrierLog(): string {
    return join(this.folder, 'carrier.jsonl');
  }

  async startLiveKit(): Promise<void> {
    const plan = this.#livekit;
    if (!plan) throw new Error('the rig is not started');
    this.#spawn('livekit', plan.command, plan.args, this.#env);
    await until(() => plan.isHealthy(), 'LiveKit answers');
  }

  async startWorker(env: NodeJS.ProcessEnv = {}): Promise<void> {
    const beats = this.api.heartbeats.length;
    this.#spawnNode('voice-worker', 'voice-worker/main.ts', { ...this.#workerEnv, ...env });
    await until(() => this.api.heartbeats.slice(beats).some(({ ready }) => ready), 'the voice worker is ready');
  }

  /** One more process beside the rig's own, in the same environment; ended with the rig. Its output is at `output(name)`. */
  startProcess(name: string, file: string, env: NodeJS.ProcessEnv): void {
    this.#spawnNode(name, file, { ...this.#workerEnv, ...env });
  }

  pid(name: string): number {
    return this.#children.get(name)?.pid ?? 0;
  }

  /** Sends a signal and waits until the process is gone. */
  async end(name: string, signal: NodeJS.Signals): Promise<void> {
    const child = this.#children.get(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  /**
   * Makes the room with its agent, waits until the agent is ready. As the engine does where no agent comes, it gives the
   * room up and tries another, once, and shows what the worker wrote.
   */
  async prepare(about: CallToPrepare = {}): Promise<CallContext> {
    try {
      return await this.#prepare(about);
    } catch (error) {
      // Temporal is away: that reports wait is no news.
      const lines = this.output('voice-worker')
        .split('\n')
        .filter((line) => !line.includes('could not be delivered'));
      console.warn([String(error), ...lines.slice(-40)].join('\n'));
      return this.#prepare(about);
    }
  }

  async #prepare(about: CallToPrepare): Promise<CallContext> {
    const config = about.config ?? aConfiguration();
    const context = aContext({ ...about.context, agentId: config.config.agent_id, tenantId: config.config.tenant_id });
    this.api.configs.set(context.agentId, config);
    this.api.contexts.set(context.attemptId, context);
    const metadata = CallMetadata.parse({
      tenant_id: context.tenantId,
      agent_id: context.agentId,
      attempt_id: context.attemptId,
      call_type: context.callType,
    });
    const room = context.attemptId;
    await this.rooms.createRoom({
      name: room,
      emptyTimeout: 150,
      departureTimeout: 5,
      agents: [new RoomAgentDispatch({ agentName: about.agentName ?? AGENT_NAME, metadata: JSON.stringify(metadata) })],
    });
    const isReady = async () => {
      const participants = await this.rooms.listParticipants(room).catch(() => []);
      return participants.some(({ attributes }) => attributes[READY_ATTRIBUTE] === '1');
    };
    try {
      // Five at once, beside suites that start whole systems.
      await until(isReady, 'the agent is ready', 90_000);
    } catch (error) {
      await this.rooms.deleteRoom(room).catch(() => undefined);
      throw error;
    }
    return context;
  }

  dial(context: CallContext, number: string, ringingTimeoutMs = 15_000): Promise<Placement> {
    return this.carrier.place({
      carrier: 'loopback',
      intent: context.attemptId,
      room: context.attemptId,
      participantIdentity: context.calleeIdentity,
      number,
      ringingTimeoutMs,
      maxDurationMs: 180_000,
      zone: 'UTC',
    });
  }

  /** The terminal report of a call, once it is in the spool. */
  async report(
    attemptId: string,
    withinMs = PATIENCE_MS,
  ): Promise<Extract<SpoolItem, { kind: 'call-ended' }>['report']> {
    const find = () =>
      new Spool(this.spoolFolder)
        .waiting()
        .map(({ item }) => item)
        .find((item) => item.kind === 'call-ended' && item.workflowId === `call:${attemptId}`);
    await until(() => find() !== undefined, 'the call is reported', withinMs);
    const found = find();
    if (found?.kind !== 'call-ended') throw new Error('the report went away');
    return found.report;
  }

  carrierLog(attemptId: string): CarrierLogEntry[] {
    return readCallLog(this.#carrierLog).filter(({ intent }) => intent === attemptId);
  }

  output(name: string): string {
    return readFileSync(join(this.folder, `${name}.out`), 'utf8');
  }

  async stop(): Promise<void> {
    for (const name of [...this.#children.keys()].reverse()) await this.end(name, 'SIGKILL');
    await this.api.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #spawnNode(name: string, file: string, env: NodeJS.ProcessEnv): void {
    this.#spawn(name, process.execPath, ['--no-warnings', file], env);
  }

  #spawn(name: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
    mkdirSync(this.folder, { recursive: true });
    const out = openSync(join(this.folder, `${name}.out`), 'a');
    const cwd = name === 'livekit' ? this.folder : join(import.meta.dirname, '../..');
    this.#children.set(name, spawn(command, args, { cwd, env, stdio: ['ignore', out, out] }));
  }
}
