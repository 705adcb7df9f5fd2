import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
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

/** Far more than pipes hold. */
const FLOOD = `
  import { standardOutput } from './logging/standard-output.ts';
  const log = standardOutput();
  for (let line = 0; line < 500; line++) log.write('x'.repeat(65_536) + '\\n');
  process.exit(3);
`;

onLinux('a reader that stopped reading holds a process up once, and not at every line', async () => {
  const args = ['--no-warnings', '--input-type=module', '--eval', FLOOD];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], timeout: 20_000 });
  const [status] = await once(child, 'exit');
  child.stdout.destroy();
  expect(status).toBe(3);
});
