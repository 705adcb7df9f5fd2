// The entry of every npm script. Plain JavaScript without imports from npm: it runs on the machine's own Node (20 or
// later) in an empty checkout, installs the packages, and hands over to Node 24.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode24 } from './packages/find-node.mjs';
import { installPackages } from './packages/install-packages.mjs';

const COMMANDS = ['start', 'test', 'check', 'bench', 'chaos', 'backup', 'restore', 'three-days'];
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command, ...args] = process.argv.slice(2);

if (!COMMANDS.includes(command)) {
  fail(`usage: node launcher/bootstrap.mjs ${COMMANDS.join('|')} [arguments]`);
} else {
  try {
    await installPackages(root);
    handOver(findNode24(root), [join(root, 'launcher', `${command}.ts`), ...args]);
  } catch (error) {
    fail(error.message);
  }
}

function handOver(node, argv) {
  const child = spawn(node, ['--no-warnings', ...argv], {
    // The channel carries nothing: when this process is killed it closes, and the launcher then stops what it started.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // Every process started from here keeps what Node compiled for the next one: a third of what a start takes.
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), ...process.env },
  });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  stopWithNpm(child);
  child.on('error', (error) => fail(`Node 24 could not be started from ${node}: ${error.message}`));
  child.on('exit', (code, signal) => {
    for (const each of SIGNALS) process.removeAllListeners(each);
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
}

/** A killed npm cannot pass anything on: its children then belong to another parent. */
function stopWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 1000).unref();
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
