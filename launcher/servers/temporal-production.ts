import { join } from 'node:path';
import type { Terminal } from '../terminal.ts';
import { cachedFolder, cacheHome, fillOnce } from './cache.ts';
import { executableName } from './executable.ts';
import { buildWithGo } from './go-build.ts';

const VERSION = '1.31.2';
const PROGRAMS = [
  { package: 'go.temporal.io/server/cmd/server', binary: 'temporal-server' },
  { package: 'go.temporal.io/server/cmd/tools/sql', binary: 'temporal-sql-tool' },
] as const;

export interface ProductionTemporal {
  readonly server: string;
  /** Creates and updates the schema in Postgres. */
  readonly sqlTool: string;
}

/** The Temporal server that production runs, for benchmarks. Built with Go: no release carries it as a binary. */
export async function locateProductionTemporal(terminal: Terminal, cache = cacheHome()): Promise<ProductionTemporal> {
  const folder = cachedFolder('temporal-server', VERSION, cache);
  const build = (progress: (note: string) => void) =>
    fillOnce(folder, async (draft) => {
      for (const program of PROGRAMS) {
        await buildWithGo({ folder: 'temporal', linkerFlags: '-s -w', ...program }, draft, progress);
      }
    });
  await terminal.step(`Production Temporal server ${VERSION}`, build, 'about 4 min on 2 cores the first time');
  const [server, sqlTool] = PROGRAMS.map(({ binary }) => join(folder, executableName(binary)));
  return { server: server ?? '', sqlTool: sqlTool ?? '' };
}
