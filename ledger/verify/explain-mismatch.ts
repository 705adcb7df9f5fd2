import { type Hash, sameHash } from '../../domain/ledger/tree.ts';
import { EXPORT_FILES, type Finding } from './export-format.ts';
import type { Archive } from './open-archive.ts';
import { linesOf, piecesOf } from './pieces.ts';

/**
 * Says what became of the first entry whose line does not give the leaf that was sealed in its place: whether its own
 * leaf is found among the other lines, and its line among the other leaves. Reads both once more.
 */
export async function explainMismatch(
  archive: Archive,
  seq: number,
  leafHash: (line: Uint8Array) => Hash,
): Promise<Finding> {
  const { from } = archive.manifest;
  const leaf = await at(piecesOf(archive.open(EXPORT_FILES.leaves), 32), seq - from);
  const line = await at(linesOf(archive.open(EXPORT_FILES.entries)), seq - from);
  const lineHash = line && leafHash(line);
  const elsewhere =
    leaf && (await placeOf(linesOf(archive.open(EXPORT_FILES.entries)), (other) => sameHash(leafHash(other), leaf)));
  const meant =
    lineHash && (await placeOf(piecesOf(archive.open(EXPORT_FILES.leaves), 32), (other) => sameHash(other, lineHash)));
  const name = line ? nameOf(line) : '';
  if (elsewhere !== undefined && meant !== undefined)
    return {
      kind: 'reordered',
      seq,
      sentence: `Entry ${seq} is not in its place: it stands where entry ${from + elsewhere} belongs, and entry ${from + meant}${name} stands in its place.`,
    };
  if (elsewhere !== undefined)
    return {
      kind: 'forged',
      seq,
      sentence: `What stands in the place of entry ${seq}${name} is forged: it was never sealed. Entry ${seq} itself comes after it.`,
    };
  if (meant !== undefined || line === undefined)
    return {
      kind: 'missing',
      seq,
      sentence: `Entry ${seq} is missing${line === undefined ? ': the entries end before it' : `: entry ${from + (meant ?? 0)} stands in its place`}.`,
    };
  return {
    kind: 'altered',
    seq,
    sentence: `Entry ${seq}${name} was altered: its line does not give the leaf that was sealed.`,
  };
}

async function at(pieces: AsyncGenerator<Uint8Array>, index: number): Promise<Uint8Array | undefined> {
  let place = 0;
  for await (const piece of pieces) {
    if (place === index) return piece.slice();
    place += 1;
  }
  return undefined;
}

async function placeOf(
  pieces: AsyncGenerator<Uint8Array>,
  matches: (piece: Uint8Array) => boolean,
): Promise<number | undefined> {
  let place = 0;
  for await (const piece of pieces) {
    if (matches(piece)) return place;
    place += 1;
  }
  return undefined;
}

/** What the line says it is, as far as it can be read. */
function nameOf(line: Uint8Array): string {
  try {
    const {
      id,
      kind,
      at: when,
    }: { id?: unknown; kind?: unknown; at?: unknown } = JSON.parse(new TextDecoder().decode(line));
    return ` (${String(kind)} ${String(id)} of ${String(when)})`;
  } catch {
    return '';
  }
}
