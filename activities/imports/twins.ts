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
      const twin =
        current.numbers.has(number) ||
        before.numbers.has(number) ||
        (id !== '' && (current.externalIds.has(id) || before.externalIds.has(id)));
      // A twin's own keys too: whoever resembles it must wait to see whether it was taken.
      current.numbers.add(number);
      if (id !== '') current.externalIds.add(id);
      return twin;
    },
  };
}

function aChunk() {
  return { numbers: new Set<string>(), externalIds: new Set<string>() };
}
