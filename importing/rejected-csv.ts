import { csvLine, UTF8_MARK } from './csv-output.ts';
import type { Rejection } from './rejections.ts';

/**
 * The rejected rows of an import as CSV, for the person who repairs them: line, column, reason, remedy, then the original
 * cells under the file's own headings. Streams at flat memory.
 */
export async function* rejectedCsv(
  headings: readonly string[],
  rejections: AsyncIterable<Rejection>,
): AsyncGenerator<string> {
  yield UTF8_MARK + csvLine(['line', 'column', 'reason', 'remedy', ...headings]);
  for await (const { line, column, reason, remedy, cells } of rejections) {
    yield csvLine([String(line), column ?? '', reason, remedy, ...cells]);
  }
}
