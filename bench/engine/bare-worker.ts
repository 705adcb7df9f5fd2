/**
 * A worker of the bare workflow in a process of its own, with the product's codec and slots. Told over IPC how many to
 * start, it starts them as fast as the product's launch does (20 at once) and tells of each dial that was answered.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { TypedSearchAttributes } from '@temporalio/common';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createKeyring } from '../../keyring/keyring.ts';
import { connectTemporal, dataConverter, failureConverterPath } from '../../temporal/client.ts';
import { searchAttributes } from '../../workflows/contract.ts';
import { BARE_QUEUES, type BareActivities, type bareCall } from './bare-workflow.ts';

export interface StartBare {
  ids: string[];
  dialMs: number;
  startDelayMs: number;
  /** Starts a second. */
  rate: number;
}

Runtime.install({ logger: new DefaultLogger('ERROR') });
const { TEMPORAL_ADDRESS: address = '', RINGFENCE_KEYS = '', RINGFENCE_HMAC_KEY = '' } = process.env;
const keyring = createKeyring(RINGFENCE_KEYS, RINGFENCE_HMAC_KEY);
const client = connectTemporal({ address, namespace: 'default' }, keyring);
const connection = await NativeConnection.connect({ address });
const common = { connection, namespace: 'default', dataConverter: dataConverter(keyring) };
const activities: BareActivities = {
  async nothing() {},
  async bareDial(dialMs) {
    await pause(dialMs);
    return { kind: 'answered', answeredAt: new Date().toISOString() };
  },
};
const workflowBundle = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('./bare-workflow.ts', import.meta.url)),
  failureConverterPath,
  logger: new DefaultLogger('WARN'),
});
const workers = [
  await Worker.create({
    ...common,
    taskQueue: BARE_QUEUES.calls,
    workflowBundle,
    activities,
    maxConcurrentLocalActivityExecutions: 400,
    maxConcurrentWorkflowTaskPolls: 10,
    enableNonLocalActivities: false,
  }),
  await Worker.create({
    ...common,
    taskQueue: BARE_QUEUES.dial,
    activities,
    maxConcurrentActivityTaskExecutions: 1_000,
    maxConcurrentActivityTaskPolls: 10,
  }),
];
for (const worker of workers) void worker.run();
process.on('message', (message) => void startAll(message as StartBare));
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

async function startAll({ ids, dialMs, startDelayMs, rate }: StartBare): Promise<void> {
  const waiting = [...ids];
  const startedAt = Date.now();
  let slots = 0;
  const starter = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      await pause(Math.max(0, startedAt + (1_000 * slots++) / rate - Date.now()));
      await client.workflow.start<typeof bareCall>('bareCall', {
        workflowId: id,
        taskQueue: BARE_QUEUES.calls,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        args: [{ dialMs }],
        startDelay: startDelayMs,
        staticSummary: 'attempt 1',
        typedSearchAttributes: new TypedSearchAttributes([
          { key: searchAttributes.tenant, value: 'bench' },
          { key: searchAttributes.campaign, value: 'bench' },
          { key: searchAttributes.state, value: 'planned' },
        ]),
        priority: { priorityKey: 3, fairnessKey: 'bench' },
      });
      process.send?.({ started: id });
    }
  };
  await Promise.all(Array.from({ length: 20 }, starter));
}
