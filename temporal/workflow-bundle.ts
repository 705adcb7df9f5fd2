import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type Logger } from '@temporalio/worker';
import { failureConverterPath } from './client.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What workflow code may import; the layers check holds it to that. */
const SOURCES = ['workflows', 'domain'];

export interface WorkflowBundle {
  code: string;
  /** Names the workflow code: the same sources and SDK have the same id on every machine. */
  buildId: string;
}

/** Bundles the workflows, or takes the bundle of the same sources from the cache (about 3 s against 20 ms). */
export async function bundleWorkflows({
  cacheFolder = join(ROOT, 'node_modules/.cache/ringfence'),
  logger,
}: {
  cacheFolder?: string;
  logger?: Logger;
} = {}): Promise<WorkflowBundle> {
  const buildId = hashOfSources();
  const cached = join(cacheFolder, `workflows-${buildId}.js`);
  const code = readIfThere(cached) ?? (await bundle(logger));
  if (readIfThere(cached) === undefined) writeAtomically(cacheFolder, cached, code);
  return { code, buildId };
}

async function bundle(logger: Logger | undefined): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(ROOT, 'workflows/index.ts'),
    failureConverterPath,
    // Its progress is of no interest to anyone; what it warns of is.
    logger: logger ?? new DefaultLogger('WARN'),
  });
  return code;
}

function hashOfSources(): string {
  const hash = createHash('sha256').update(sdkVersion());
  for (const path of [...SOURCES.flatMap(sourcesIn), 'temporal/failure-converter.ts'].sort()) {
    const content = readFileSync(join(ROOT, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('histories/'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

function sdkVersion(): string {
  const { version } = createRequire(import.meta.url)('@temporalio/workflow/package.json') as { version: string };
  return version;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Two starts at once, or one killed half-way, leave no half bundle. */
function writeAtomically(folder: string, path: string, content: string): void {
  const part = `${path}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(part, content);
    renameSync(part, path);
  } catch {
    // A cache that cannot be written (an image's read-only root) costs time at the next start, nothing else.
  }
}
