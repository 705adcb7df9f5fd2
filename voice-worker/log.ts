import { type Logger, pino } from 'pino';
import { standardOutput } from '../logging/standard-output.ts';

/** Structured logs on standard output; personal data only under `pii`, which is never printed. */
export function createLog(of: { LOG_LEVEL: string; LOG_FORMAT: 'json' | 'text' }, name: string): Logger {
  const options = { name, level: of.LOG_LEVEL, redact: { paths: ['pii', '*.pii'], remove: true } };
  if (of.LOG_FORMAT === 'json') return pino(options, standardOutput());
  return pino({ ...options, transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } });
}
