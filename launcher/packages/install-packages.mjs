import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../state/lock.mjs';

/** Runs `npm ci` when the packages are missing or of other versions than the lock file’s. Two starts at once install once. */
export async function installPackages(root, install = npmCi) {
  if (packagesAreCurrent(root)) return;
  const state = join(root, '.ringfence');
  mkdirSync(state, { recursive: true });
  const work = async () => {
    if (packagesAreCurrent(root)) return;
    const started = Date.now();
    say('Installing packages (npm ci, about a minute the first time) …');
    await install(root, join(state, 'npm-ci.log'));
    say(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s`);
  };
  await withLock(join(state, 'install.lock'), work, (pid) =>
    say(`Waiting for process ${pid}, which is installing the packages of this checkout …`),
  );
}

/**
 * Whether node_modules holds what package-lock.json names. npm writes its own record last, so an interrupted install
 * never counts; times of files say nothing after a `git checkout`.
 */
export function packagesAreCurrent(root) {
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  if (!installed) return false;
  const wanted = Object.entries(packagesIn(join(root, 'package-lock.json')) ?? {});
  return wanted.every(([path, { version, ...entry }]) =>
    path in installed ? installed[path].version === version : path === '' || isForOthers(entry),
  );
}

/** Optional packages are there for the platforms that they name; which C library this is, npm finds out. */
function isForOthers({ optional, os, cpu, libc }) {
  if (!optional) return false;
  return !os || libc || !os.includes(process.platform) || (cpu && !cpu.includes(process.arch));
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function npmCi(root, logFile) {
  const npm = process.env.npm_execpath;
  const [program, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const log = openSync(logFile, 'w');
  const child = spawn(program, [...before, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', log, log],
    shell: process.platform === 'win32' && program === 'npm',
  });
  closeSync(log);
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`npm could not be started: ${error.message}`)));
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ci failed (exit code ${code}). What it said is in ${logFile}`));
    });
  });
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
