import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildRegistryVersion } from '../activities/dnc/build-registry-version.ts';
import { finishNumbers } from '../activities/dnc/finish-numbers.ts';
import { readNumbers } from '../activities/dnc/read-numbers.ts';
import { settleRegistryVersion } from '../activities/dnc/settle-registry-version.ts';
import { type CommandLine, openCommandLine } from './testing/command-line.ts';

let line: CommandLine;

beforeAll(async () => {
  line = await openCommandLine();
});
afterAll(() => line?.close());

test('a registry is uploaded, doubted, put in force, listed and asked', async () => {
  const file = join(line.folder, 'registry.txt');
  writeFileSync(file, '2125550100\nnonsense\n');
  const begun = await line.runHere(['dnc', 'upload', file, '--list', 'us-federal', '--no-wait', '--json']);
  expect(begun).toMatchObject({ exitCode: 0, stderr: '' });
  const { id: versionId } = JSON.parse(begun.stdout);
  const { database, files, config, now } = line.api.deps;
  const deps = { database, files, storage: config.storage, root: config.registryFolder, clock: { now } };
  const ref = { tenantId: line.demo.tenantId, versionId };
  await buildRegistryVersion(deps, ref, new AbortController().signal);
  await settleRegistryVersion(deps, { ...ref, end: { kind: 'awaiting-approval' } });

  const shown = await line.runHere(['dnc', 'activate', versionId]);
  expect(shown).toMatchObject({ exitCode: 1, stdout: expect.stringContaining(`activate ${versionId} --over none`) });
  const activated = await line.runHere(['dnc', 'activate', versionId, '--over', 'none']);
  expect(activated.stdout).toMatch(/status +active/);
  expect(activated.stdout).toContain('line 2: it is no telephone number');
  expect((await line.runHere(['dnc', 'lists'])).stdout).toMatch(/us-federal +1 .*own, all areas/);
  expect((await line.runHere(['dnc', 'versions', 'us-federal'])).stdout).toContain(versionId);
  const checked = await line.runHere(['dnc', 'check', '(212) 555-0100', '+16465550100']);
  expect(checked.stdout).toMatch(/\(212\) 555-0100 +us-federal +listed/);
  expect(checked.stdout).toMatch(/\+16465550100 +us-federal +not-held/);
});

test('numbers are read into the internal list, bad lines told', async () => {
  const file = join(line.folder, 'refusals.csv');
  writeFileSync(file, 'phone\n212-555-0101\nx1\n');
  const begun = await line.runHere(['dnc', 'import', file, '--no-wait', '--json']);
  expect(begun).toMatchObject({ exitCode: 0, stderr: '' });
  const { id: importId, status } = JSON.parse(begun.stdout);
  expect(status).toBe('queued');
  const { database, files, keyring, temporal, now } = line.api.deps;
  const deps = { database, files, keyring, temporal, clock: { now } };
  const ref = { tenantId: line.demo.tenantId, importId };
  await readNumbers(deps, ref, { cancelled: new AbortController().signal });
  await finishNumbers(deps, { ...ref, end: { status: 'completed' } });

  expect((await line.runHere(['dnc', 'imports'])).stdout).toMatch(/internal +completed +1 +0 +1 /);
  const cancelled = await line.runHere(['dnc', 'cancel-import', importId]);
  expect(cancelled.stderr).toContain('completed already');
  expect(cancelled.exitCode).not.toBe(0);
});

test('a list and a file that are not there are told with their exit codes', async () => {
  expect((await line.runHere(['dnc', 'versions', 'ca-national'])).exitCode).toBe(3);
  expect((await line.runHere(['dnc', 'upload', '/none.txt', '--list', 'us-federal'])).exitCode).toBe(2);
});
