import { type Logger, pino } from 'pino';
import type { WorkerConfig } from './config.ts';

/** Structured logs on standard output, or lines for people. Personal data only under `pii`, which is never printed. */
export function createLog({ LOG_LEVEL, LOG_FORMAT }: Pick<WorkerConfig, 'LOG_LEVEL' | 'LOG_FORMAT'>): Logger {
  return pino({
    name: 'worker',
    level: LOG_LEVEL,
    redact: { paths: ['pii', '*.pii'], remove: true },
    ...(LOG_FORMAT === 'text' && { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } }),
  });
}
