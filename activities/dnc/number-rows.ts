import type { E164 } from '../../domain/ids.ts';
import { detectDialect } from '../../importing/dialect.ts';
import { createTextStream, decodeCell, detectEncoding } from '../../importing/encoding.ts';
import { notCsv, type NotCsv, notCsvText } from '../../importing/file-kind.ts';
import type { Layout } from '../../importing/layout.ts';
import type { RawRow } from '../../importing/tokenizer.ts';
import { parsePhone } from '../../numbering/phone.ts';

export type NumberRow = { kind: 'number'; number: E164 } | { kind: 'bad'; line: number; reason: string };

/** How the rows of a file of numbers are cut, by its first bytes; or what it is instead of text. */
export function numberLayout(
  head: Uint8Array,
  wholeFile: boolean,
): Pick<Layout, 'encoding' | 'bomBytes' | 'delimiter'> | NotCsv {
  const refused = notCsv(head);
  if (refused) return refused;
  const { encoding, bomBytes } = detectEncoding(head);
  const text = createTextStream(encoding).write(head.subarray(bomBytes));
  return notCsvText(text) ?? { encoding, bomBytes, delimiter: detectDialect(text, wholeFile).delimiter };
}

/**
 * The telephone number of a row, in any form: of the first cell that is one. Null for blank rows and for a heading.
 * Reasons never repeat what stands in a row.
 */
export function readNumberRow(row: RawRow, encoding: Layout['encoding'], country: string): NumberRow | null {
  const cells = row.cells
    .flatMap((cell) => decodeCell(cell, encoding).split(/[,;\t|]/))
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '');
  if (cells.length === 0 || (row.line === 1 && !cells.some((cell) => digitsOf(cell) >= 7))) return null;
  let reason = 'it holds no telephone number';
  for (const cell of cells) {
    const parsed = parsePhone(cell, country);
    if (parsed.ok) return { kind: 'number', number: parsed.e164 };
    if (digitsOf(cell) >= 7) reason = parsed.message;
  }
  return { kind: 'bad', line: row.line, reason };
}

function digitsOf(cell: string): number {
  return cell.match(/\d/g)?.length ?? 0;
}
