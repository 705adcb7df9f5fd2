import { closeSync, existsSync, fdatasyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { CarrierLogEntry } from './contract.ts';

/**
 * The append-only record of what this carrier was asked to do and did. Each line is handed to the operating system
 * before the call goes on, so killing the carrier loses none; placements, refusals and fences are also synced to disk.
 */
export class CallLog {
  readonly #file: string;
  readonly #descriptor: number;

  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true });
    this.#file = file;
    this.#descriptor = openSync(file, 'a', 0o600);
  }

  append(entry: CarrierLogEntry): void {
    writeSync(this.#descriptor, `${JSON.stringify(entry)}\n`);
    if (entry.event === 'placed' || entry.event === 'refused' || entry.event === 'fenced')
      fdatasyncSync(this.#descriptor);
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
