import { type Logger, pino } from 'pino';
import { standardOutput } from '../logging/standard-output.ts';
import type { WorkerConfig } from './config.ts';

/** Structured logs on standard output, or lines for people. Personal data only under `pii`, which is never printed. */
export function createLog({ LOG_LEVEL, LOG_FORMAT }: Pick<WorkerConfig, 'LOG_LEVEL' | 'LOG_FORMAT'>): Logger {
  const options = { name: 'worker', level: LOG_LEVEL, redact: { paths: ['pii', '*.pii'], remove: true } };
  if (LOG_FORMAT === 'json') return pino(options, standardOutput());
  return pino({ ...options, transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } });
}
