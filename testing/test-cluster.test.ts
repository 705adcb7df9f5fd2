import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { postgresAnswers } from '../launcher/plans/postgres.ts';
import { identify } from '../launcher/processes/process-identity.mjs';
import { spawnScript, until } from './child-scripts.ts';
import { startTestCluster } from './test-cluster.ts';

test('a run clears away the cluster of a run that was killed, and leaves the clusters of others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'abandoned-'));
  const script = `
    import { startTestCluster } from '${join(import.meta.dirname, 'test-cluster.ts')}';
    await startTestCluster();
    console.log('started');`;
  const killed = spawnScript(folder, script);
  await until(() => killed.output().includes('started'), `its cluster is up: ${killed.output()}`, 60_000);
  const [home = ''] = readdirSync(tmpdir()).filter((name) => name.startsWith(`ringfence-test-${killed.pid}-`));
  const postmaster = Number.parseInt(readFileSync(join(tmpdir(), home, 'data', 'postmaster.pid'), 'utf8'), 10);
  killed.kill('SIGKILL');
  await killed.ended;
  expect(identify(postmaster)).toBeDefined();

  const next = await startTestCluster();
  expect(identify(postmaster)).toBeUndefined();
  expect(readdirSync(tmpdir())).not.toContain(home);
  await until(() => postgresAnswers(process.env['RINGFENCE_TEST_POSTGRES'] ?? ''), 'this run’s own cluster answers');
  await next.stop();
  rmSync(folder, { recursive: true });
});
