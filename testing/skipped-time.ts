import { type ChildProcess, spawn } from 'node:child_process';
import { Client, Connection } from '@temporalio/client';
import { type InternalConnectionOptions, InternalConnectionOptionsSymbol } from '@temporalio/client/lib/connection.js';
import { msToTs } from '@temporalio/common/lib/time.js';
import { NativeConnection } from '@temporalio/worker';
import { addSearchAttributes } from '../temporal/search-attributes.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { installQuietRuntime } from './temporal.ts';

export interface SkippedTime {
  readonly client: Client;
  readonly connection: NativeConnection;
  /** The server's clock, milliseconds. */
  now(): Promise<number>;
  /** Lets time jump to the next timer while this is waited for. */
  skipping<T>(work: Promise<T>): Promise<T>;
  /** Lets so much time pass, timer by timer. */
  pass(ms: number): Promise<void>;
  stop(): Promise<void>;
}

/** A busy machine takes its time to start Java. */
const START_MS = 60_000;

/** A port may be taken by another process between being found and being used. */
const STARTS = 3;

/** A time-skipping server of its own: its clock is global, so each test has one. */
export async function startSkippedTime(binary: string): Promise<SkippedTime> {
  installQuietRuntime();
  const { server, link, address } = await startServer(binary, STARTS);
  const killWithUs = () => server.kill('SIGKILL');
  process.once('exit', killWithUs);
  const clock = link.testService;
  if (!clock) throw new Error('the SDK gives no access to the clock of a test server');
  const client = new Client({ connection: link });
  await addSearchAttributes(client);
  const connection = await NativeConnection.connect({ address });
  return {
    client,
    connection,
    async now() {
      const { time } = await clock.getCurrentTime({});
      return Number(time?.seconds ?? 0) * 1_000 + Math.floor((time?.nanos ?? 0) / 1e6);
    },
    async skipping(work) {
      await clock.unlockTimeSkipping({});
      try {
        return await work;
      } finally {
        await clock.lockTimeSkipping({});
      }
    },
    async pass(ms) {
      await clock.unlockTimeSkippingWithSleep({ duration: msToTs(ms) });
    },
    async stop() {
      server.kill('SIGKILL');
      process.off('exit', killWithUs);
      await link.close();
      await connection.close();
    },
  };
}

async function startServer(
  binary: string,
  starts: number,
): Promise<{ server: ChildProcess; link: Connection; address: string }> {
  const port = await freePort();
  const server = spawn(binary, [String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, JAVA_TOOL_OPTIONS: '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' },
  });
  // It says so and stays.
  let taken = false;
  server.stderr?.on('data', (text: Buffer) => (taken ||= text.includes('Address already in use')));
  const address = `127.0.0.1:${port}`;
  const options: InternalConnectionOptions = {
    address,
    [InternalConnectionOptionsSymbol]: { supportsTestService: true },
  };
  const link = Connection.lazy(options);
  const connected = await eventually(() => (taken ? false : link.ensureConnected().then(() => true)), START_MS).catch(
    (error: unknown) => {
      server.kill('SIGKILL');
      throw error;
    },
  );
  if (connected) return { server, link, address };
  server.kill('SIGKILL');
  await link.close();
  if (starts === 1) throw new Error(`each of ${STARTS} ports was taken before the time-skipping server had it`);
  return startServer(binary, starts - 1);
}
