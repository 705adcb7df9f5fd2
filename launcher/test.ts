import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { environmentOf, type TestServers } from '../testing/test-servers.ts';
import { messageOf } from './error-details.ts';
import { type LocatedServer, locateServer } from './servers/locate.ts';
import { requirePostgres } from './servers/postgres-binaries.ts';
import { LIVEKIT, type ServerRelease, TEMPORAL } from './servers/release.ts';
import { locateTestServer } from './servers/temporal-test-server.ts';
import { ROOT } from './state-folder.ts';
import { listenForStop } from './stop-request.ts';
import { createTerminal } from './terminal.ts';

// npm test: gets the servers that tests need, then runs jest with all arguments passed on.
const terminal = createTerminal();
const stop = listenForStop(() => process.exit(130));
try {
  process.exitCode = await runTests(process.argv.slice(2));
} catch (error) {
  terminal.say(messageOf(error));
  process.exitCode = 1;
}
process.exit();

async function runTests(args: readonly string[]): Promise<number> {
  requirePostgres();
  const servers: TestServers = {
    temporal: await given('RINGFENCE_TEMPORAL_BIN', TEMPORAL),
    livekit: await given('RINGFENCE_LIVEKIT_BIN', LIVEKIT),
    timeSkipping: await terminal.step('Time-skipping Temporal test server', () => locateTestServer()),
  };
  const { timeSkipping } = servers;
  const code = await jest(args, { ...environmentOf(servers), ...process.env });
  if (timeSkipping.kind === 'missing') {
    terminal.say(
      `Not run: tests that skip time (retries, calling windows). The Temporal test server is missing: ${timeSkipping.reason}.`,
    );
  }
  return code;
}

async function given(variable: string, release: ServerRelease): Promise<LocatedServer> {
  const binary = process.env[variable];
  if (binary) return { binary, source: 'path' };
  return locateServer(release, terminal, { signal: stop.signal });
}

function jest(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const program = join(ROOT, 'node_modules/jest/bin/jest.js');
  const child = spawn(process.execPath, ['--experimental-vm-modules', '--no-warnings', program, ...args], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  });
  stop.signal.addEventListener('abort', () => child.kill('SIGINT'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
