import { join } from 'node:path';
import { ROOT } from './state/state-folder.ts';
import { runWithServers } from './with-servers.ts';

// npm test: gets the servers that tests need, then runs jest with all arguments passed on; closing-line.mjs counts.
const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
const args = ['--experimental-vm-modules', '--no-warnings', jest, ...process.argv.slice(2)];
await runWithServers(args, ({ timeSkipping }, terminal) => {
  if (timeSkipping.kind === 'found') return;
  terminal.say(
    `Not run: tests that skip time (retries, calling windows). Their Temporal server is missing: ${timeSkipping.reason}.`,
  );
});
