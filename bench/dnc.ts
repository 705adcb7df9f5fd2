/**
 * `npm run bench -- dnc [--numbers 258500000] [--lookups 50000000] [--checks 20000]`: a registry of the national one's
 * size: building it from lines, its files, look-ups in memory on one thread, and the check before a dial with the lists
 * in Postgres; beside a Postgres table and a JavaScript Set of the size they can hold. Prints figures as JSON lines.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connectDatabase } from '../database/connect.ts';
import { uuidv7 } from '../database/engine/uuidv7.ts';
import { createKeyring } from '../keyring/keyring.ts';
import { createBuilder } from '../registry/builder.ts';
import { createRegistry } from '../registry/create-registry.ts';
import { loadList } from '../registry/loaded-list.ts';
import { versionFolder } from '../registry/versions.ts';
import { createTestDatabase } from '../testing/postgres.ts';
import { startTestCluster } from '../testing/test-cluster.ts';
import { makeTenant, timeChecks } from './dnc/dial-check.ts';
import { comparePostgres, compareSet } from './dnc/others.ts';
import { AREA_CODES, sequence, syntheticLines } from './dnc/synthetic-lines.ts';

const { values } = parseArgs({
  options: {
    numbers: { type: 'string', default: '258500000' },
    lookups: { type: 'string', default: '50000000' },
    checks: { type: 'string', default: '20000' },
    table: { type: 'string', default: '2000000' },
    set: { type: 'string', default: '8000000' },
  },
  allowPositionals: true,
});
const numbers = Number(values.numbers);
const root = await mkdtemp(join(tmpdir(), 'ringfence-dnc-'));
const versionId = uuidv7(Date.now());
const folder = versionFolder(root, versionId);

try {
  // First, while nothing else is in memory.
  compareSet(Number(values.set), say);
  const manifest = await build();
  await lookInMemory(manifest);
  await withPostgres();
} finally {
  await rm(root, { recursive: true, force: true });
}

/** The time of the builder alone: making up the lines is not part of reading them. */
async function build() {
  await mkdir(folder, { recursive: true });
  const request = {
    list: 'us-federal',
    mode: 'full',
    asOf: Date.now(),
    boughtAreas: [],
    source: '',
    base: null,
  } as const;
  const builder = createBuilder(folder, request);
  let feeding = 0;
  for (const chunk of syntheticLines(numbers)) {
    const startedAt = performance.now();
    await builder.feed(chunk);
    feeding += performance.now() - startedAt;
  }
  const startedAt = performance.now();
  const { manifest, counts } = await builder.finish();
  const finishing = performance.now() - startedAt;
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size));
  say({
    bench: 'dnc build',
    lines: counts.lines,
    numbers: manifest.numbers,
    areas: manifest.areas.length,
    linesPerSecond: Math.round(counts.lines / ((feeding + finishing) / 1000)),
    linesPerSecondWithoutTheLastWrite: Math.round(counts.lines / (feeding / 1000)),
    megabytes: round(sizes.reduce((sum, size) => sum + size, 0) / 1e6),
    residentMegabytes: round(process.memoryUsage.rss() / 1e6),
    goal: 'at least 7000000 lines/s, at most 420 MB',
  });
  return manifest;
}

async function lookInMemory(manifest: Awaited<ReturnType<typeof build>>): Promise<void> {
  const loadedAt = performance.now();
  const list = await loadList(folder, manifest);
  const loadSeconds = (performance.now() - loadedAt) / 1000;
  const next = sequence(5);
  const asked = new Float64Array(5_000_000);
  for (let n = 0; n < asked.length; n++) {
    const area = AREA_CODES[(next() >>> 4) % AREA_CODES.length] ?? 0;
    asked[n] = area * 10_000_000 + 2_000_000 + ((next() >>> 4) % 8_000_000);
  }
  list.lookMany(asked);
  let listed = 0;
  let done = 0;
  let seconds = 0;
  const usedAt = process.cpuUsage();
  for (; done < Number(values.lookups); done += asked.length) {
    const startedAt = performance.now();
    const answers = list.lookMany(asked);
    seconds += (performance.now() - startedAt) / 1000;
    for (const answer of answers) listed += answer;
  }
  const used = process.cpuUsage(usedAt);
  say({
    bench: 'dnc look-ups in memory, one thread',
    lookups: done,
    listedShare: round(listed / done),
    perSecond: Math.round(done / seconds),
    // What the process used of a processor: on a machine that is shared, less than it took.
    perSecondOfProcessor: Math.round((done * 1e6) / (used.user + used.system)),
    loadSeconds: round(loadSeconds),
    megabytes: round(list.bytes / 1e6),
    goal: 'at least 20000000 look-ups/s',
  });
}

async function withPostgres(): Promise<void> {
  const postgres = await startTestCluster();
  Object.assign(process.env, postgres.environment);
  const database = await connectDatabase((await createTestDatabase()).appUrl);
  const registry = createRegistry({ root });
  const key = () => randomBytes(32).toString('base64');
  const keyring = createKeyring(JSON.stringify({ current: 'k1', keys: { k1: key() } }), key());
  try {
    const tenantId = await makeTenant(database, { versionId, internal: 100_000 });
    const { millis, coldMillis, listed } = await timeChecks(
      { database, registry, keyring },
      tenantId,
      Number(values.checks),
    );
    say({
      bench: 'dnc check before a dial: internal and litigators in Postgres, then the registry',
      checks: millis.length,
      listedShare: round(listed / millis.length),
      p50Ms: round(at(millis, 0.5)),
      p99Ms: round(at(millis, 0.99)),
      firstLooksP99Ms: round(at(coldMillis, 0.99)),
      goal: 'p99 under 1 ms',
    });
    await comparePostgres(database, Number(values.table), say);
  } finally {
    await registry.close();
    await database.close();
    await postgres.stop();
  }
}

function at(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function say(figures: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
