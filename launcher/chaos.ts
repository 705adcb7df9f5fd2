import { join } from 'node:path';
import { ROOT } from './state/state-folder.ts';
import { runWithServers } from './with-servers.ts';

// npm run chaos [-- --seeds N]: kills processes at random and checks the guarantees afterwards.
await runWithServers(['--no-warnings', join(ROOT, 'chaos/run.ts'), ...process.argv.slice(2)]);
