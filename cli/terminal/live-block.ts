import { stripVTControlCharacters } from 'node:util';

/** Where text goes: the process's own stream, or a test's. */
export interface Output {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  write(text: string): unknown;
}

/** Lines that are drawn again in place on a terminal. Elsewhere `show` says nothing: print what matters as plain lines. */
export interface LiveBlock {
  show(lines: readonly string[]): void;
  /** Prints above the block, for good. */
  say(line: string): void;
  /** Leaves the last drawing where it is. */
  end(): void;
}

export function createLiveBlock(output: Output): LiveBlock {
  if (!output.isTTY) {
    return { show: () => undefined, say: (line) => output.write(`${line}\n`), end: () => undefined };
  }
  let drawn: readonly string[] = [];
  const erase = () => (drawn.length === 0 ? '' : `\x1b[${drawn.length}A\x1b[0J`);
  const draw = (lines: readonly string[]) => lines.map((line) => `${fit(line, output.columns)}\n`).join('');
  return {
    show(lines) {
      // A block that is taller than the screen could not be found again.
      const next = lines.slice(0, Math.max(3, (output.rows || 24) - 2));
      output.write(erase() + draw(next));
      drawn = next;
    },
    say(line) {
      output.write(`${erase()}${line}\n${draw(drawn)}`);
    },
    end() {
      drawn = [];
    },
  };
}

/** Cut where the line would wrap: a wrapped line takes two rows, and the block would climb. */
function fit(line: string, width: number | undefined): string {
  const columns = width || 80;
  if ([...stripVTControlCharacters(line)].length < columns) return line;
  return `${[...stripVTControlCharacters(line)].slice(0, columns - 2).join('')}…`;
}
