import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './state/state-folder.ts';
import { runWithServers } from './with-servers.ts';

// npm run bench -- NAME [arguments]: runs bench/NAME.ts.
const [name = '', ...args] = process.argv.slice(2);
const file = join(ROOT, 'bench', `${name}.ts`);
if (/^[a-z-]+$/.test(name) && existsSync(file)) await runWithServers(['--no-warnings', file, ...args]);
process.stderr.write(`usage: npm run bench -- dnc|engine|import|preview|screen|voice|web [arguments]\n`);
process.exit(1);
