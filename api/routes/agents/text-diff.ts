import type { PromptChange } from '../../contract/agents.ts';

type Lines = NonNullable<PromptChange['diff']>;

/** Texts of more lines are shown whole: the table below grows with the product. */
const MOST_LINES = 1_500;

/** Line by line: what stayed, what came, what went. Neighbouring lines of one kind are joined. */
export function textDiff(before: string, after: string): Lines {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  if (old.length > MOST_LINES || fresh.length > MOST_LINES) return joined([...old.map(removed), ...fresh.map(added)]);
  const common = longestCommon(old, fresh);
  const lines: Lines = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [left, right] = [old[i], fresh[j]];
    if (left !== undefined && left === right) {
      lines.push({ kind: 'same', text: left });
      i += 1;
      j += 1;
    } else if (right === undefined || (left !== undefined && at(common, i + 1, j) >= at(common, i, j + 1))) {
      lines.push(removed(left ?? ''));
      i += 1;
    } else {
      lines.push(added(right));
      j += 1;
    }
  }
  return joined(lines);
}

/** `[i][j]`: how many lines `old` from i and `fresh` from j have in common, in order. */
function longestCommon(old: readonly string[], fresh: readonly string[]): Uint16Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint16Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      const value =
        old[i] === fresh[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
      const row = table[i];
      if (row) row[j] = value;
    }
  }
  return table;
}

function at(table: readonly Uint16Array[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}

function removed(text: string): Lines[number] {
  return { kind: 'removed', text };
}

function added(text: string): Lines[number] {
  return { kind: 'added', text };
}

function joined(lines: Lines): Lines {
  const result: Lines = [];
  for (const line of lines) {
    const last = result.at(-1);
    if (last?.kind === line.kind) last.text += `\n${line.text}`;
    else result.push({ ...line });
  }
  return result;
}
