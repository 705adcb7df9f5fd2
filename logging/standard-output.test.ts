import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const onLinux = process.platform === 'linux' ? test : test.skip;

/** Logs with errors and a fatal end, as the processes do. */
const LOGGING = `
  import { pino } from 'pino';
  import { standardOutput } from './logging/standard-output.ts';
  const log = pino({ level: 'info' }, standardOutput());
  log.info('one');
  process.stdout.write('by another library\\n');
  log.fatal('two');
  setTimeout(() => process.exit(3), 50);
`;

onLinux('a disk that is full neither ends a process that logs nor keeps it from ending', () => {
  const full = openSync('/dev/full', 'w');
  try {
    const args = ['--no-warnings', '--input-type=module', '--eval', LOGGING];
    const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', full, 'pipe'], timeout: 20_000 });
    expect([status, stderr.toString()]).toEqual([3, '']);
  } finally {
    closeSync(full);
  }
});
