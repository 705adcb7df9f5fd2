import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Breakage, type ReleaseSite, startReleaseSite } from '../../testing/release-site.ts';
import { downloadRelease } from './download.ts';
import { LIVEKIT, TEMPORAL } from './release.ts';

/** A site that answers is waited for, however busy the machine is; one that does not is given up soon. */
const PATIENCE = { answerMs: 60_000, stallMs: 60_000 };
const SOON: Partial<Record<Breakage, Partial<typeof PATIENCE>>> = {
  stalled: { stallMs: 400 },
  silent: { answerMs: 400 },
};
const ARCHIVE = TEMPORAL.archive(process.platform, process.arch) ?? '';

let folder: string;
let site: ReleaseSite | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'download-'));
});

afterEach(async () => {
  delete process.env['TEMPORAL_RELEASES_URL'];
  rmSync(folder, { recursive: true, force: true });
  await site?.close();
  site = undefined;
});

async function downloadFrom(breakage: Breakage): Promise<void> {
  site = await startReleaseSite(ARCHIVE, 'temporal', 'temporal version 1.8.2', breakage);
  process.env['TEMPORAL_RELEASES_URL'] = `${site.url}/`;
  await downloadRelease(TEMPORAL, folder, () => undefined, { ...PATIENCE, ...SOON[breakage] });
}

test('a whole release leaves the binary alone in the folder', async () => {
  await downloadFrom('none');
  expect(readdirSync(folder)).toEqual(['temporal']);
});

describe('a broken release is refused with its reason', () => {
  test.each<[Breakage, RegExp]>([
    ['wrong-checksum', /the checksum of temporal_cli_1\.8\.2_\w+\.tar\.gz is wrong/],
    ['no-checksum', /checksums\.txt does not name temporal_cli/],
    ['truncated', /the download was cut off after 20 bytes/],
    ['missing', /answered 404 for \/v1\.8\.2\/checksums\.txt/],
    ['stalled', /the download stalled: nothing came for 0\.4 s/],
    ['silent', /did not answer within 0\.4 s/],
    ['not-an-archive', /is not an archive that holds temporal/],
    ['html-page', /checksums\.txt does not name temporal_cli/],
    ['endless-redirect', /redirects without end/],
    ['other-program', /is not an archive that holds temporal/],
  ])('%s', async (breakage, reason) => {
    await expect(downloadFrom(breakage)).rejects.toThrow(reason);
    expect(readdirSync(folder)).not.toContain('temporal');
  });
});

test('a site that nobody serves is given up at once', async () => {
  process.env['TEMPORAL_RELEASES_URL'] = 'http://127.0.0.1:9';
  await expect(downloadRelease(TEMPORAL, folder, () => undefined)).rejects.toThrow('refuses connections');
});

test('the archives are named as the official sites name them', () => {
  expect(TEMPORAL.archive('linux', 'x64')).toBe('temporal_cli_1.8.2_linux_amd64.tar.gz');
  expect(TEMPORAL.archive('darwin', 'arm64')).toBe('temporal_cli_1.8.2_darwin_arm64.tar.gz');
  expect(LIVEKIT.archive('linux', 'arm64')).toBe('livekit_1.13.5_linux_arm64.tar.gz');
  expect(LIVEKIT.archive('win32', 'x64')).toBe('livekit_1.13.5_windows_amd64.zip');
  expect(LIVEKIT.archive('darwin', 'arm64')).toBeUndefined();
});
