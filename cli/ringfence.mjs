#!/usr/bin/env node
// Runs on the machine's own Node (20 or later) and hands over to Node 24, which npm installed with the packages.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode24 } from '../launcher/packages/find-node.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
try {
  const main = join(root, 'cli', 'main.ts');
  const child = spawn(findNode24(root), ['--no-warnings', main, ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal sends Ctrl-C to both; the child decides how to end, this process waits for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`Node 24 could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    for (const each of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(each);
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
} catch (error) {
  fail(error.message);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
