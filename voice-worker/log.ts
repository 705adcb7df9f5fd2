import { type Logger, pino } from 'pino';

/** Structured logs on standard output; personal data only under `pii`, which is never printed. */
export function createLog(of: { LOG_LEVEL: string; LOG_FORMAT: 'json' | 'text' }, name: string): Logger {
  return pino({
    name,
    level: of.LOG_LEVEL,
    redact: { paths: ['pii', '*.pii'], remove: true },
    ...(of.LOG_FORMAT === 'text' && { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } }),
  });
}
