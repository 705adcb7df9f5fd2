import { resolve } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { run } from './run.ts';

const stop = new AbortController();
// The first Ctrl-C lets a command end in order, the second ends it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort();
    process.once(signal, () => process.exit(130));
  });
}
// A reader such as `head` that has seen enough is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  version: packageJson.version,
  env: process.env,
  root: resolve(import.meta.dirname, '..'),
  stdout: process.stdout,
  stderr: process.stderr,
  signal: stop.signal,
});
