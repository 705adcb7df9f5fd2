import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Room } from '@livekit/rtc-node';
import { AccessToken, AgentDispatchClient, RoomServiceClient } from 'livekit-server-sdk';
import { livekitPlan } from '../../launcher/plans/livekit.ts';
import { eventually } from '../../testing/eventually.ts';
import { READY_ATTRIBUTE } from '../../voice-worker/contract.ts';
import { freePort } from '../../testing/free-port.ts';

const KEY = 'engine';
const SECRET = 'secret-of-the-engine-tests-0123456789-abcdef';

/** A LiveKit server of its own, as the product runs it: rooms are made, never joined into being. */
export interface TestLiveKit {
  readonly url: string;
  /** How other processes find it. */
  readonly environment: Record<string, string>;
  readonly rooms: RoomServiceClient;
  readonly dispatches: AgentDispatchClient;
  /** Someone joins the room; leaves when told. */
  join(
    room: string,
    who: { identity: string; kind: 'agent' | 'sip'; attributes?: Record<string, string> },
  ): Promise<Room>;
  /** A voice worker's agent that could greet. */
  joinReadyAgent(room: string): Promise<Room>;
  stop(): Promise<void>;
}

export async function startTestLiveKit(): Promise<TestLiveKit> {
  const binary = process.env['RINGFENCE_LIVEKIT_BIN'];
  if (binary === undefined)
    throw new Error('RINGFENCE_LIVEKIT_BIN names no LiveKit server: run the tests by `npm test`');
  const folder = mkdtempSync(join(tmpdir(), 'engine-livekit-'));
  const port = await freePort();
  const plan = livekitPlan({
    binary,
    folder,
    configurationFile: join(folder, 'livekit.yaml'),
    logFile: join(folder, 'livekit.log'),
    port,
    udpPorts: { first: 24_300, last: 24_600 },
    key: KEY,
    secret: SECRET,
    webhookUrl: 'http://127.0.0.1:9/',
  });
  const log = openSync(plan.logFile, 'a');
  const server = spawn(plan.command, plan.args, { cwd: folder, stdio: ['ignore', log, log] });
  const host = `http://127.0.0.1:${port}`;
  await eventually(async () => {
    if (!(await fetch(host)).ok) throw new Error('LiveKit does not answer yet');
  });
  const joined = new Set<Room>();
  const join_ = async (room: string, who: Parameters<TestLiveKit['join']>[1]) => {
    const token = new AccessToken(KEY, SECRET, { identity: who.identity, attributes: who.attributes ?? {} });
    token.kind = who.kind;
    token.addGrant({ roomJoin: true, room, agent: who.kind === 'agent', canUpdateOwnMetadata: true });
    const connection = new Room();
    await connection.connect(host.replace('http', 'ws'), await token.toJwt(), {
      autoSubscribe: false,
      dynacast: false,
    });
    joined.add(connection);
    return connection;
  };
  return {
    url: host,
    environment: { LIVEKIT_URL: host.replace('http', 'ws'), LIVEKIT_API_KEY: KEY, LIVEKIT_API_SECRET: SECRET },
    rooms: new RoomServiceClient(host, KEY, SECRET, { failover: false }),
    dispatches: new AgentDispatchClient(host, KEY, SECRET),
    join: join_,
    joinReadyAgent: (room) =>
      join_(room, { identity: `agent-${room.slice(-6)}`, kind: 'agent', attributes: { [READY_ATTRIBUTE]: '1' } }),
    async stop() {
      for (const connection of joined) await connection.disconnect().catch(() => undefined);
      server.kill('SIGKILL');
      await once(server, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
