import { bytesPerCharacter, createTextStream } from './encoding.ts';
import type { Layout } from './layout.ts';
import { createTokenizer, type RawRow } from './tokenizer.ts';

/** A place between two rows of a file: reading can begin there. */
export interface Place {
  /** Byte offset in the file. */
  offset: number;
  /** Physical line, from 1. */
  line: number;
}

export interface Batch {
  rows: RawRow[];
  /** Where the row after these begins. */
  next: Place;
  /** No row follows. */
  last: boolean;
}

/** Where the data of a file begins. */
export function startOfData(layout: Layout): Place {
  return { offset: layout.dataOffset, line: layout.dataLine };
}

/**
 * Cuts a stream into batches of at most `batchRows` rows (fewer where rows are long). `bytes` begin at `from.offset`. The
 * same file gives the same rows from wherever reading begins between two rows.
 */
export async function* readRows(
  bytes: AsyncIterable<Uint8Array>,
  layout: Pick<Layout, 'encoding' | 'bomBytes' | 'delimiter'>,
  from: Place,
  batchRows: number,
  batchCharacters = 4_000_000,
): AsyncGenerator<Batch> {
  const unit = bytesPerCharacter(layout.encoding);
  const text = createTextStream(layout.encoding);
  const position = (from.offset - layout.bomBytes) / unit;
  const tokenizer = createTokenizer({ delimiter: layout.delimiter, position, line: from.line });
  let held: RawRow[] = [];
  let begun = position;
  let next = from;

  const batch = (rows: RawRow[], last: boolean): Batch => {
    const end = rows.at(-1);
    if (end) {
      begun = end.end;
      next = { offset: layout.bomBytes + end.end * unit, line: end.nextLine };
    }
    return { rows, next, last };
  };

  for await (const piece of bytes) {
    for (const row of tokenizer.push(text.write(piece), false)) {
      held.push(row);
      if (held.length >= batchRows || row.end - begun >= batchCharacters) {
        yield batch(held, false);
        held = [];
      }
    }
  }
  held.push(...tokenizer.push('', true));
  yield batch(held, true);
}
