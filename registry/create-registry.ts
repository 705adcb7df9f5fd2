import type { TenantTx } from '../database/connect.ts';
import type { StoredHolding } from '../database/dnc/holdings.ts';
import type { ListFact } from '../domain/compliance/facts.ts';
import type { E164 } from '../domain/ids.ts';
import type { EpochMs } from '../domain/time.ts';
import { createBitFiles } from './bit-files.ts';
import { type Holding, readHoldings } from './holdings.ts';
import { planOf, validUntil } from './lists.ts';
import { type LoadedList, loadList } from './loaded-list.ts';
import { type AreaEntry, type Manifest, readManifest } from './manifest.ts';
import { type Place, placeOf } from './place.ts';
import { versionFolder } from './versions.ts';

/**
 * The registry-size lists, as one tenant may ask them. For each number come the facts of every list that the tenant
 * holds and that speaks of such numbers; a list that is not among them is not held, just as one with `not-held` (an area
 * code that was never bought, or no version yet). Whether a missing or outdated list matters is the rules' business:
 * `validUntil` may lie in the past. Whatever goes wrong with a list is `unreadable`, never `clear`. Nothing throws but
 * the database. Times are real ones.
 */
export interface Registry {
  /**
   * For the dial and for batches: one byte a number and list from the page cache, in the numbers' order. `holdings` are the
   * tenant's at `nowMs` where they were read together with something else; left out, that is a query of its own.
   */
  look(
    tx: TenantTx,
    numbers: readonly E164[],
    nowMs: EpochMs,
    holdings?: readonly StoredHolding[],
  ): Promise<ListFact[][]>;
  /** For going through millions: loads the lists into this process (1.25 MB an area code) and answers at once. */
  scrub(tx: TenantTx, nowMs: EpochMs): Promise<Scrub>;
  close(): Promise<void>;
}

export interface Scrub {
  /** Memory that the lists take. */
  readonly bytes: number;
  look(number: E164): ListFact[];
}

/** How long a file may take to answer unless told: a disk that hangs must not hold a call for longer. */
const PATIENCE_MS = 2_000;

interface Version {
  folder: string;
  areas: ReadonlyMap<number, AreaEntry>;
  manifest: Manifest;
}

export function createRegistry({ root, patienceMs = PATIENCE_MS }: { root: string; patienceMs?: number }): Registry {
  const files = createBitFiles();
  const versions = new Map<string, Promise<Version>>();

  function versionOf(id: string): Promise<Version> {
    const known = versions.get(id);
    if (known) return known;
    const read = readVersion(root, id);
    versions.set(id, read);
    read.catch(() => versions.delete(id));
    if (versions.size > MOST_VERSIONS) versions.delete([...versions.keys()][0] ?? id);
    return read;
  }

  async function lookInList(holding: Holding, numbers: readonly E164[]): Promise<(ListFact | null)[]> {
    const places = numbers.map((number) => placeOf(planOf(holding.list).callingCode, number));
    const facts: (ListFact | null)[] = places.map((place) => (place ? unreadable(holding) : null));
    try {
      const version = holding.version && (await versionOf(holding.version.id));
      const byArea = Map.groupBy([...places.entries()].filter(isPlaced), ([, { area }]) => area);
      await Promise.all(
        [...byArea].map(async ([area, found]) => {
          const entry = version?.areas.get(area);
          if (!version || !entry || !bought(holding, area)) {
            for (const [n] of found) facts[n] = withoutFile(holding, area, version !== null);
            return;
          }
          const bits = await files
            .read(
              version.folder,
              entry,
              found.map(([, { offset }]) => offset),
            )
            .catch(() => null);
          for (const [k, [n]] of found.entries()) {
            facts[n] = bits === null ? unreadable(holding) : answer(holding, entry, bits[k] === true);
          }
        }),
      );
    } catch {
      // The version's manifest is away or damaged: every number of the list stays unreadable.
    }
    return facts;
  }

  return {
    async look(tx, numbers, nowMs, stored) {
      const holdings = await readHoldings(tx, nowMs, stored);
      const answers = await Promise.all(
        holdings.map((holding) => patiently(lookInList(holding, numbers), patienceMs, () => hung(holding, numbers))),
      );
      return numbers.map((_, n) => answers.flatMap((facts) => facts[n] ?? []));
    },
    async scrub(tx, nowMs) {
      const holdings = await readHoldings(tx, nowMs);
      const loaded = await Promise.all(holdings.map((holding) => load(holding, versionOf)));
      return {
        bytes: loaded.reduce((sum, { list }) => sum + (list?.bytes ?? 0), 0),
        look: (number) => loaded.flatMap((one) => lookLoaded(one, number) ?? []),
      };
    },
    close: () => files.close(),
  };
}

const MOST_VERSIONS = 200;

async function readVersion(root: string, id: string): Promise<Version> {
  const folder = versionFolder(root, id);
  const manifest = await readManifest(folder);
  return { folder, manifest, areas: new Map(manifest.areas.map((entry) => [entry.area, entry])) };
}

interface Loaded {
  holding: Holding;
  /** Null: no version, or it cannot be read. */
  list: LoadedList | null;
  version: Version | null;
}

async function load(holding: Holding, versionOf: (id: string) => Promise<Version>): Promise<Loaded> {
  try {
    const version = holding.version && (await versionOf(holding.version.id));
    if (!version) return { holding, list: null, version: null };
    const list = await loadList(version.folder, version.manifest, (area) => bought(holding, area));
    return { holding, list, version };
  } catch {
    return { holding, list: null, version: null };
  }
}

function lookLoaded({ holding, list, version }: Loaded, number: E164): ListFact | null {
  const place = placeOf(planOf(holding.list).callingCode, number);
  if (!place) return null;
  if (!list || !version) return holding.version ? unreadable(holding) : withoutFile(holding, place.area, false);
  const entry = version.areas.get(place.area);
  const bit = list.look(place.area, place.offset);
  return entry && bit >= 0 ? answer(holding, entry, bit === 1) : withoutFile(holding, place.area, true);
}

function bought({ areas }: Holding, area: number): boolean {
  return areas === null || areas.has(area);
}

function answer({ list, version }: Holding, { asOf }: AreaEntry, listed: boolean): ListFact {
  // Registries do not say since when; the copy's day is the latest that it can be.
  const state = listed ? 'listed' : 'clear';
  return { list, state, since: listed ? asOf : null, asOf, validUntil: validUntil(list, asOf), version: id(version) };
}

/** An area without a file: not listed where the copy is the whole list, else not held. */
function withoutFile(holding: Holding, area: number, hasVersion: boolean): ListFact {
  const { list, version } = holding;
  if (hasVersion && version && planOf(list).coverage === 'whole' && bought(holding, area)) {
    const { asOf } = version;
    return { list, state: 'clear', since: null, asOf, validUntil: validUntil(list, asOf), version: version.id };
  }
  return { list, state: 'not-held', since: null, asOf: null, validUntil: null, version: id(version) };
}

function unreadable({ list, version }: Holding): ListFact {
  return { list, state: 'unreadable', since: null, asOf: null, validUntil: null, version: id(version) };
}

function hung(holding: Holding, numbers: readonly E164[]): (ListFact | null)[] {
  const { callingCode } = planOf(holding.list);
  return numbers.map((number) => (placeOf(callingCode, number) ? unreadable(holding) : null));
}

const id = (version: { id: string } | null): string | null => version?.id ?? null;

function isPlaced(pair: [number, Place | null]): pair is [number, Place] {
  return pair[1] !== null;
}

async function patiently<T>(work: Promise<T>, patienceMs: number, otherwise: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise()), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
