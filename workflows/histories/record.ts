/**
 * Records the history of every workflow path into this folder: `npm run histories [-- NAME]`. Run it after a change that
 * replay refuses on purpose (and only together with a `patched` branch or a new build that calls are not moved to).
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { createDriver } from '../../testing/engine-driver.ts';
import { createFakeEngine } from '../../testing/fake-engine.ts';
import { startTestTemporal, type TestServer, type TestTemporal } from '../../testing/temporal.ts';
import { callPaths, type Path } from './call-paths.ts';
import { campaignPaths, continuedPaths } from './campaign-paths.ts';
import { exportPaths } from './export-paths.ts';
import { importPaths } from './import-paths.ts';
import { numbersPaths } from './numbers-paths.ts';
import { receiptPaths } from './receipt-paths.ts';
import { registryPaths } from './registry-paths.ts';
import { slicePaths } from './slice-paths.ts';

// Those whose names begin so; all without an argument.
const only = process.argv[2] ?? '';
const engine = createFakeEngine();
let temporal: TestTemporal;
const driver = createDriver(() => temporal, engine);
const imports = importPaths(() => temporal.client);
const registries = registryPaths(() => temporal.client);
const exports = exportPaths(() => temporal.client);
const slices = slicePaths(() => temporal.client);
const numbers = numbersPaths(() => temporal.client);

await record({ sealed: false }, { ...callPaths(driver, engine), ...campaignPaths(driver, engine), ...imports.paths, ...registries.paths, ...slices.paths, ...exports.paths, ...numbers.paths, ...receiptPaths(() => temporal.client, engine) });
await record(
  { sealed: false, dynamicConfig: ['limit.historyCount.suggestContinueAsNew=25'] },
  { ...continuedPaths(driver, engine, () => temporal.client), ...slices.continued },
);

async function record(server: TestServer, paths: Record<string, Path>): Promise<void> {
  const chosen = Object.entries(paths).filter(([path]) => path.startsWith(only));
  if (chosen.length === 0) return;
  temporal = await startTestTemporal(server);
  await temporal.run(engine.activities, { importActivities: { ...imports.activities, ...numbers.activities, ...registries.activities, ...slices.activities, ...exports.activities } });
  for (const [name, path] of chosen) {
    await write(name, await path());
    console.log(`recorded ${name}`);
  }
  await temporal.stop();
}

async function write(name: string, handle: WorkflowHandle): Promise<void> {
  const history = historyToJSON(await handle.fetchHistory());
  writeFileSync(join(import.meta.dirname, `${name}.json`), `${JSON.stringify(JSON.parse(history), null, 1)}\n`);
}
