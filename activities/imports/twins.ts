/** Tells the rows of a file that may be one person: they share a first number or an external id. */
export interface TwinFinder {
  /** A new chunk begins. */
  nextChunk(): void;
  /** Does the row resemble an earlier one of this chunk, or any of the chunk before? '' is no external id. */
  isTwin(firstNumber: string, externalId: string): boolean;
}

/**
 * Remembers two chunks: while one is written, the one before it may not be committed yet, and no earlier one is open.
 */
export function createTwinFinder(): TwinFinder {
  let before = aChunk();
  let current = aChunk();
  return {
    nextChunk() {
      before = current;
      current = aChunk();
    },
    isTwin(number, id) {
      // Both, and its own keys too where it is a twin: whoever resembles it must wait to see whether it was taken.
      const known = isKnown(number, before.numbers, current.numbers);
      return id === '' ? known : isKnown(id, before.externalIds, current.externalIds) || known;
    },
  };
}

/** Adds the key to those of the current chunk. Told by the size: one look-up less, and this is done for every row. */
function isKnown(key: string, before: ReadonlySet<string>, current: Set<string>): boolean {
  const { size } = current;
  current.add(key);
  return current.size === size || before.has(key);
}

function aChunk() {
  return { numbers: new Set<string>(), externalIds: new Set<string>() };
}
