import { createServer } from 'node:net';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';

/**
 * Configures the SDK's core once a process: its logs go into ours, its metrics are served on a free loopback port, and
 * signals are left to the process. Returns where the metrics are.
 */
export async function installRuntime(log: Logger): Promise<{ metricsUrl: string }> {
  const port = await freePort();
  Runtime.install({
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      log[levels[level]]({ sdk: meta?.['sdkComponent'], queue: meta?.['taskQueue'], error: meta?.['error'] }, message);
    }),
    telemetryOptions: {
      logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} },
      metrics: { prometheus: { bindAddress: `127.0.0.1:${port}`, useSecondsForDurations: true, unitSuffix: true } },
    },
    shutdownSignals: [],
  });
  return { metricsUrl: `http://127.0.0.1:${port}/metrics` };
}

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
