const CR = 13;
const LF = 10;

export function isLineEnd(code: number): boolean {
  return code === LF || code === CR;
}

/** Where the line after the line end at `at` begins; -1 when a CR ends the text and an LF may still follow. */
export function afterLineEnd(text: string, at: number, last: boolean): number {
  if (at >= text.length) return text.length;
  if (text.charCodeAt(at) !== CR) return at + 1;
  if (at + 1 === text.length && !last) return -1;
  return text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
}

/** CR LF counts once. */
export function countLineEnds(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === LF || (code === CR && text.charCodeAt(i + 1) !== LF)) count++;
  }
  return count;
}
