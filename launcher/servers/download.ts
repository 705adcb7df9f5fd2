import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { Progress } from '../terminal.ts';
import { executableName } from './executable.ts';
import { fetchFile, PATIENCE, type Patience } from './fetch-file.ts';
import type { ServerRelease } from './release.ts';

const CHECKSUMS = 'checksums.txt';
const run = promisify(execFile);

/**
 * Puts the official release's binary into the folder, its SHA-256 checked against the release's own list. Throws with a
 * plain reason: no release for this platform, no answer, a wrong checksum, not an archive.
 */
export async function downloadRelease(
  release: ServerRelease,
  folder: string,
  progress: Progress,
  patience: Patience = PATIENCE,
): Promise<void> {
  const archive = release.archive(process.platform, process.arch);
  if (archive === undefined) throw new Error(`no release is published for ${process.platform} ${process.arch}`);
  const site = (process.env[release.mirrorVariable] ?? release.releasesUrl).replace(/\/+$/, '');
  const address = `${site}/v${release.version}`;
  const [list, file] = [join(folder, CHECKSUMS), join(folder, archive)];
  await fetchFile(`${address}/${CHECKSUMS}`, list, patience);
  const expected = checksumOf(archive, readFileSync(list, 'utf8'));
  await fetchFile(`${address}/${archive}`, file, patience, (done, total) =>
    progress(`download ${megabytes(done, total)}`),
  );
  const actual = await sha256(file);
  if (actual !== expected) throw new Error(`the checksum of ${archive} is wrong: ${actual} instead of ${expected}`);
  const binary = executableName(release.binary);
  await unpack(file, folder, binary);
  rmSync(file);
  rmSync(list);
}

function checksumOf(archive: string, list: string): string {
  const line = list.split('\n').find((entry) => entry.trim().split(/\s+\*?/)[1] === archive);
  const checksum = line?.trim().split(/\s+/)[0];
  if (checksum === undefined || !/^[0-9a-f]{64}$/.test(checksum)) {
    throw new Error(`the release's ${CHECKSUMS} does not name ${archive}`);
  }
  return checksum;
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function unpack(archive: string, folder: string, binary: string): Promise<void> {
  try {
    await run('tar', ['-xf', archive, '-C', folder, binary]);
  } catch (error) {
    throw new Error(`the downloaded file is not an archive that holds ${binary}`, { cause: error });
  }
  if (!existsSync(join(folder, binary))) throw new Error(`the downloaded archive does not hold ${binary}`);
}

function megabytes(done: number, total: number | undefined): string {
  const inMegabytes = (bytes: number) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
  return total === undefined ? `${inMegabytes(done)} MB` : `${inMegabytes(done)} of ${inMegabytes(total)} MB`;
}
