// Plain JavaScript: the bootstrap uses it before a Node that strips types is installed.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identify, isRunning } from '../processes/process-identity.mjs';

/**
 * Runs the work while this process alone holds the lock file. A lock whose holder is gone is taken over.
 * `onWait` is told once whom we wait for.
 */
export async function withLock(file, work, onWait = () => undefined) {
  let told = false;
  while (!tryLock(file)) {
    const holder = holderOf(file);
    if (holder && !told) onWait(holder.pid);
    told ||= holder !== undefined;
    await pause(100);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Takes the lock when it is free or its holder is gone; a live holder keeps it. */
export function tryLock(file) {
  const mine = JSON.stringify(identify(process.pid));
  const draft = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(draft, mine);
  try {
    // A link appears with its content at once and fails where one exists, which no plain write does.
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    removeAbandoned(file);
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Who holds the lock; undefined when nobody alive does. */
export function holderOf(file) {
  const content = read(file);
  return content === undefined ? undefined : aliveIn(content);
}

function removeAbandoned(file) {
  const seen = read(file);
  if (seen === undefined || aliveIn(seen)) return;
  const aside = `${file}.${process.pid}.abandoned`;
  try {
    renameSync(file, aside);
    // Somebody else may have taken the lock over between our look and our rename: give it back.
    if (read(aside) !== seen) linkSync(aside, file);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function aliveIn(content) {
  try {
    const holder = JSON.parse(content);
    return isRunning(holder) ? holder : undefined;
  } catch {
    return undefined;
  }
}
