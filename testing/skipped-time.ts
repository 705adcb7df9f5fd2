import { Client, Connection } from '@temporalio/client';
import { type InternalConnectionOptions, InternalConnectionOptionsSymbol } from '@temporalio/client/lib/connection.js';
import { NativeConnection } from '@temporalio/worker';
import { addSearchAttributes } from '../temporal/search-attributes.ts';
import { eventually } from './eventually.ts';
import { freePort } from './stand/free-port.ts';
import { spawn } from 'node:child_process';
import { installQuietRuntime } from './temporal.ts';

export interface SkippedTime {
  readonly client: Client;
  readonly connection: NativeConnection;
  /** The server's clock, milliseconds. */
  now(): Promise<number>;
  /** Lets time jump to the next timer while this is waited for. */
  skipping<T>(work: Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** A busy machine takes its time to start Java. */
const START_MS = 60_000;

/** A time-skipping server of its own: its clock is global, so each test has one. */
export async function startSkippedTime(binary: string): Promise<SkippedTime> {
  installQuietRuntime();
  const port = await freePort();
  const server = spawn(binary, [String(port)], {
    stdio: 'ignore',
    env: { ...process.env, JAVA_TOOL_OPTIONS: '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' },
  });
  const killWithUs = () => server.kill('SIGKILL');
  process.once('exit', killWithUs);
  const address = `127.0.0.1:${port}`;
  const options: InternalConnectionOptions = {
    address,
    [InternalConnectionOptionsSymbol]: { supportsTestService: true },
  };
  const link = Connection.lazy(options);
  const clock = link.testService;
  if (!clock) throw new Error('the SDK gives no access to the clock of a test server');
  await eventually(() => link.ensureConnected(), START_MS);
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
    async stop() {
      server.kill('SIGKILL');
      process.off('exit', killWithUs);
      await link.close();
      await connection.close();
    },
  };
}
