import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { CarrierLogEntry } from './contract.ts';

const NEWLINE = 0x0a;
const SYNCED: ReadonlySet<CarrierLogEntry['event']> = new Set(['placed', 'refused', 'fenced']);

/**
 * The append-only record of what this carrier was asked to do and did. Each line is handed to the operating system
 * before the call goes on, so killing the carrier loses none; placements, refusals and fences are also synced to disk.
 * What cannot be written whole is taken back and thrown: the call does not go on, and the next line stands on its own.
 */
export class CallLog {
  readonly #file: string;
  readonly #descriptor: number;

  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true });
    this.#file = file;
    this.#descriptor = openSync(file, 'a', 0o600);
    // A power loss may have torn the last line.
    const kept = readFileSync(file);
    if (kept.length > 0 && kept.at(-1) !== NEWLINE) ftruncateSync(this.#descriptor, kept.lastIndexOf(NEWLINE) + 1);
  }

  append(entry: CarrierLogEntry): void {
    const line = Buffer.from(`${JSON.stringify(entry)}\n`);
    const before = fstatSync(this.#descriptor).size;
    try {
      if (writeSync(this.#descriptor, line) < line.length) throw new Error('the carrier’s log has no room left');
      if (SYNCED.has(entry.event)) fdatasyncSync(this.#descriptor);
    } catch (error) {
      ftruncateSync(this.#descriptor, before);
      throw error;
    }
  }

  read(): CarrierLogEntry[] {
    return readCallLog(this.#file);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** All entries, oldest first. A last line torn by a power loss is left out. */
export function readCallLog(file: string): CarrierLogEntry[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line === '') return [];
    try {
      return [CarrierLogEntry.parse(JSON.parse(line))];
    } catch (error) {
      if (index === lines.length - 1) return [];
      throw new Error(`line ${index + 1} of the carrier's log cannot be read`, { cause: error });
    }
  });
}
