import type { E164 } from '../../../domain/ids.ts';
import { parsePhone } from '../../../numbering/phone.ts';

export type NumberLine = { kind: 'number'; line: number; number: E164 } | { kind: 'bad'; line: number; reason: string };

const MOST_LINE_CHARACTERS = 10_000;

/**
 * The telephone number of each line of a text or CSV file, in any form: the first cell that is one. Empty lines and a
 * heading are passed over. Reasons never repeat what stands in a line.
 */
export async function* numberLines(file: AsyncIterable<Uint8Array>, country: string): AsyncGenerator<NumberLine> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let line = 0;
  for await (const bytes of file) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = (lines.pop() ?? '').slice(0, MOST_LINE_CHARACTERS);
    for (const text of lines) yield* readNumber(text, ++line, country);
  }
  rest += decoder.decode();
  if (rest !== '') yield* readNumber(rest, ++line, country);
}

function* readNumber(text: string, line: number, country: string): Generator<NumberLine> {
  const cells = text
    .split(/[,;\t|]/)
    .map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    )
    .filter((cell) => cell !== '');
  if (cells.length === 0 || (line === 1 && !cells.some((cell) => (cell.match(/\d/g) ?? []).length >= 7))) return;
  let reason = 'it holds no telephone number';
  for (const cell of cells) {
    const parsed = parsePhone(cell, country);
    if (parsed.ok) return void (yield { kind: 'number', line, number: parsed.e164 });
    if (/\d{7}/.test(cell.replace(/\D/g, ''))) reason = parsed.message;
  }
  yield { kind: 'bad', line, reason };
}
