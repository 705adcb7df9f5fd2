import { execFile } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../error-details.ts';
import { cachedFolder, cacheHome, fillOnce } from './cache.ts';
import { binaryOnPath } from './on-path.ts';

const VERSION = '1.38.0';
const POM = join(import.meta.dirname, '../../deploy/servers/temporal-test-server/pom.xml');
const SCRIPT = 'temporal-test-server';
const FETCH_TIMEOUT_MS = 5 * 60_000;
const run = promisify(execFile);

export type TestServer =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing'; readonly reason: string };

/** The time-skipping test server when it is here already: Java on PATH and its jars in the cache. */
export function findTestServer(cache = cacheHome()): TestServer {
  const path = join(cachedFolder(SCRIPT, VERSION, cache), SCRIPT);
  if (process.platform === 'win32') return { kind: 'missing', reason: 'its start script is for a Unix shell' };
  if (binaryOnPath('java') === undefined) return { kind: 'missing', reason: 'Java (17 or later) is not on PATH' };
  return existsSync(path)
    ? { kind: 'found', path }
    : { kind: 'missing', reason: 'its jars are not in the cache: `npm test` fetches them' };
}

/**
 * Finds the test server or has Maven fetch its jars (38 MB). Tests that skip time are optional, so a machine without Java
 * or Maven gets a reason, not an error.
 */
export async function locateTestServer(cache = cacheHome()): Promise<TestServer> {
  const found = findTestServer(cache);
  if (found.kind === 'found' || binaryOnPath('java') === undefined || process.platform === 'win32') return found;
  const maven = binaryOnPath('mvn');
  if (maven === undefined) return { kind: 'missing', reason: 'Maven, which fetches its jars, is not on PATH' };
  const folder = cachedFolder(SCRIPT, VERSION, cache);
  try {
    await fillOnce(folder, (draft) => fetchJars(maven, draft));
    return { kind: 'found', path: join(folder, SCRIPT) };
  } catch (error) {
    return { kind: 'missing', reason: `Maven could not fetch its jars: ${messageOf(error).split('\n').at(0)}` };
  }
}

async function fetchJars(maven: string, draft: string): Promise<void> {
  const argv = ['--batch-mode', '--quiet', '-f', POM, 'dependency:copy-dependencies', `-DoutputDirectory=${draft}/lib`];
  await run(maven, argv, { cwd: draft, timeout: FETCH_TIMEOUT_MS });
  const script = join(draft, SCRIPT);
  // `exec`, so that whoever starts the script holds the Java process itself and can end it.
  writeFileSync(script, `#!/bin/sh\nexec java -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"\n`);
  chmodSync(script, 0o755);
}
