import { spawn } from 'node:child_process';
import { environmentOf, type TestServers } from '../testing/test-servers.ts';
import { messageOf } from './error-details.ts';
import { type LocatedServer, locateServer } from './servers/locate.ts';
import { requirePostgres } from './servers/postgres-binaries.ts';
import { LIVEKIT, type ServerRelease, TEMPORAL } from './servers/release.ts';
import { locateTestServer } from './servers/temporal-test-server.ts';
import { ROOT } from './state/state-folder.ts';
import { listenForStop } from './processes/stop-request.ts';
import { createTerminal, type Terminal } from './terminal.ts';

/**
 * Gets the servers that tests and benchmarks start, runs Node with these arguments in an environment that says where they
 * are (testing/test-servers.ts), and ends with its exit code.
 */
export async function runWithServers(
  args: readonly string[],
  afterwards: (servers: TestServers, terminal: Terminal) => void = () => undefined,
): Promise<never> {
  const terminal = createTerminal();
  const stop = listenForStop(() => process.exit(130));
  try {
    const servers = await getServers(terminal, stop.signal);
    const code = await runNode(args, { ...environmentOf(servers), ...process.env }, stop.signal);
    afterwards(servers, terminal);
    process.exit(code);
  } catch (error) {
    terminal.say(messageOf(error));
    process.exit(1);
  }
}

async function getServers(terminal: Terminal, signal: AbortSignal): Promise<TestServers> {
  requirePostgres();
  const given = async (variable: string, release: ServerRelease): Promise<LocatedServer> => {
    const binary = process.env[variable];
    return binary ? { binary, source: 'path' } : locateServer(release, terminal, { signal });
  };
  return {
    temporal: await given('RINGFENCE_TEMPORAL_BIN', TEMPORAL),
    livekit: await given('RINGFENCE_LIVEKIT_BIN', LIVEKIT),
    timeSkipping: await locateTestServer(),
  };
}

function runNode(args: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<number> {
  const child = spawn(process.execPath, [...args], { cwd: ROOT, env, stdio: 'inherit' });
  signal.addEventListener('abort', () => child.kill('SIGINT'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
