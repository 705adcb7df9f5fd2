import type { EpochMs } from '../domain/time.ts';
import type { BuildCounts } from './builder.ts';
import type { Manifest } from './manifest.ts';

/** Why a version does not come into force without an officer's yes. */
export const DOUBTS = {
  'far-fewer-numbers': 'it has over 5 % fewer numbers than the version in force',
  'area-with-far-fewer': 'an area code has over 5 % fewer numbers than in the version in force',
  'areas-gone': 'area codes of the version in force are missing',
  'cut-off': 'the file ends in the middle of a line',
  'many-bad-lines': 'over 1 % of its lines could not be read',
  empty: 'it has no number at all',
  'older-than-in-force': 'it was obtained before the version in force',
  overtaken: 'another version came into force since it was compared with the one before',
} as const;
export type DoubtKind = keyof typeof DOUBTS;
export type Doubt = { kind: DoubtKind; areas: number[]; before: number | null; now: number | null };

const LEAST_SHARE = 0.95;
/** Small areas vary: so many numbers must be gone before an area alone is doubted. */
const LEAST_LOSS = 100;
const MOST_BAD_SHARE = 0.01;
const MOST_AREAS_NAMED = 50;

/** Compares what was built with what is in force. A list that lost numbers would let calls through. */
export function doubtsAbout(
  built: { manifest: Manifest; counts: BuildCounts; asOf: EpochMs },
  inForce: { manifest: Pick<Manifest, 'numbers' | 'areas'>; asOf: EpochMs } | null,
): Doubt[] {
  const { manifest, counts } = built;
  const found: Doubt[] = [];
  const doubt = (kind: DoubtKind, about: Partial<Doubt> = {}) =>
    found.push({ kind, areas: [], before: null, now: null, ...about });
  if (manifest.numbers === 0) doubt('empty');
  if (counts.cutOff) doubt('cut-off');
  if (counts.bad > counts.lines * MOST_BAD_SHARE) doubt('many-bad-lines', { before: counts.lines, now: counts.bad });
  if (inForce === null) return found;
  const before = inForce.manifest.numbers;
  if (manifest.numbers < before * LEAST_SHARE) doubt('far-fewer-numbers', { before, now: manifest.numbers });
  const now = new Map(manifest.areas.map((entry) => [entry.area, entry.numbers]));
  const gone = inForce.manifest.areas.filter(({ area }) => !now.has(area)).map(({ area }) => area);
  if (gone.length > 0) doubt('areas-gone', { areas: gone.slice(0, MOST_AREAS_NAMED) });
  const shrunk = inForce.manifest.areas.filter(({ area, numbers }) => {
    const left = now.get(area);
    return left !== undefined && left < numbers * LEAST_SHARE && numbers - left > LEAST_LOSS;
  });
  if (shrunk.length > 0) {
    doubt('area-with-far-fewer', { areas: shrunk.map(({ area }) => area).slice(0, MOST_AREAS_NAMED) });
  }
  if (built.asOf < inForce.asOf) doubt('older-than-in-force', { before: inForce.asOf, now: built.asOf });
  return found;
}
