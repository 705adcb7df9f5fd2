import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type ReplayHistoriesIterable, Worker } from '@temporalio/worker';
import { bundleWorkflows } from '../temporal/workflow-bundle.ts';
import { installQuietRuntime } from '../testing/temporal.ts';
import { WORKFLOWS } from './contract.ts';

const FOLDER = join(import.meta.dirname, 'histories');
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));

function recorded(name: string): string {
  return readFileSync(join(FOLDER, `${name}.json`), 'utf8');
}

async function failures(histories: ReplayHistoriesIterable): Promise<string[]> {
  installQuietRuntime();
  const failed: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories(
    { workflowBundle: await bundleWorkflows() },
    histories,
  )) {
    if (error) failed.push(`${workflowId}: ${error.message}`);
  }
  return failed;
}

test('every recorded path is still taken', async () => {
  expect(names.length).toBeGreaterThanOrEqual(60);
  const histories = names.map((workflowId) => ({ workflowId, history: JSON.parse(recorded(workflowId)) }));
  expect(await failures(histories)).toEqual([]);
});

test('every type of workflow has a recorded path', () => {
  const recordedTypes = names.map((name): string => {
    const [started] = JSON.parse(recorded(name)).events;
    return started.workflowExecutionStartedEventAttributes.workflowType.name;
  });
  expect(new Set(recordedTypes)).toEqual(new Set(Object.values(WORKFLOWS)));
});

test.each([
  ['another activity', 'dial', 'ring'],
  ['another local activity', 'prepareCall', 'fenceCall'],
])('%s is noticed', async (_, is, was) => {
  const history = JSON.parse(renamed(recorded('call-answered'), is, was));
  expect(await failures([{ workflowId: 'call-answered', history }])).toHaveLength(1);
});

/** Activity types are plain; those of local activities are inside the payloads of markers. */
function renamed(history: string, is: string, was: string): string {
  return history.replaceAll(`"${is}"`, `"${was}"`).replaceAll(/"data": "([\w+/=]+)"/g, (_, data: string) => {
    const text = Buffer.from(data, 'base64').toString().replaceAll(`"${is}"`, `"${was}"`);
    return `"data": "${Buffer.from(text).toString('base64')}"`;
  });
}
