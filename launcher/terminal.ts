/** What the launcher says: one line a step. */
export interface Terminal {
  /** Runs one step and says how it went and how long it took. `hint` tells what to expect, such as "about 4 min". */
  step<T>(title: string, work: (progress: Progress) => Promise<T>, hint?: string): Promise<T>;
  say(line: string): void;
}

/** Replaces the note behind the step that is running: "download 12 of 40 MB". */
export type Progress = (note: string) => void;

export interface Output {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

const REDRAW_MS = 200;
/** Without a terminal a long step would look dead: a plain line now and then. */
const PLAIN_NOTE_MS = 15_000;

export function createTerminal(output: Output = process.stdout, now: () => number = Date.now): Terminal {
  return output.isTTY ? liveTerminal(output, now) : plainTerminal(output, now);
}

function liveTerminal(output: Output, now: () => number): Terminal {
  return {
    say: (line) => output.write(`${line}\n`),
    step: async (title, work, hint) => {
      const started = now();
      let note = hint ?? '';
      const draw = () =>
        output.write(`\r\x1b[2K${fit(`  ${title} … ${elapsed(now() - started)} ${note}`, output.columns)}`);
      draw();
      const timer = setInterval(draw, REDRAW_MS);
      try {
        const result = await work((text) => {
          note = text;
        });
        output.write(`\r\x1b[2K\x1b[32m✓\x1b[0m ${title} \x1b[2m${elapsed(now() - started)}\x1b[0m\n`);
        return result;
      } catch (error) {
        output.write(`\r\x1b[2K\x1b[31m✗\x1b[0m ${title} \x1b[2m${elapsed(now() - started)}\x1b[0m\n`);
        throw error;
      } finally {
        clearInterval(timer);
      }
    },
  };
}

function plainTerminal(output: Output, now: () => number): Terminal {
  return {
    say: (line) => output.write(`${line}\n`),
    step: async (title, work, hint) => {
      const started = now();
      let note = hint ?? '';
      if (hint) output.write(`${title} … ${hint}\n`);
      const timer = setInterval(() => output.write(`${title} … ${elapsed(now() - started)} ${note}\n`), PLAIN_NOTE_MS);
      try {
        const result = await work((text) => {
          note = text;
        });
        output.write(`${title}: done in ${elapsed(now() - started)}\n`);
        return result;
      } catch (error) {
        output.write(`${title}: failed after ${elapsed(now() - started)}\n`);
        throw error;
      } finally {
        clearInterval(timer);
      }
    },
  };
}

/** 0.4 s, 12 s, 3 min 05 s */
export function elapsed(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

function fit(line: string, columns = 80): string {
  return line.length < columns ? line : `${line.slice(0, columns - 2)}…`;
}
