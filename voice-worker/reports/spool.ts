import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CALL_END_REASONS, dispositions } from '../../domain/vocabulary.ts';
import { DisclosuresReport, OptOutReport, TurnsReport } from '../contract.ts';

/** The one terminal report of a conversation, as the call's workflow takes it. */
export const CallReportData = z.object({
  outcome: z.enum(dispositions),
  endReason: z.enum(CALL_END_REASONS),
  answeredAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime(),
  firstAudioMs: z.number().optional(),
  talkMs: z.number(),
  turns: z.number().int(),
  optOut: z.boolean(),
  callback: z.object({ at: z.iso.datetime() }).optional(),
  error: z.string().optional(),
});
export type CallReportData = z.infer<typeof CallReportData>;

/** What must reach the outside even if this worker dies now. */
export const SpoolItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call-ended'), workflowId: z.string(), report: CallReportData }),
  z.object({ kind: z.literal('turns'), attemptId: z.uuid(), report: TurnsReport }),
  z.object({ kind: z.literal('disclosures'), attemptId: z.uuid(), report: DisclosuresReport }),
  z.object({ kind: z.literal('opt-out'), attemptId: z.uuid(), report: OptOutReport }),
]);
export type SpoolItem = z.infer<typeof SpoolItem>;
export type Spooled = { id: string; item: SpoolItem };

/** Files kept at most: a spool that nobody empties must not fill the disk. */
const MOST_FILES = 10_000;

/**
 * Reports on their way out, a file each. Job processes write, the main process delivers and removes; a worker that
 * starts again finds what the last one left.
 */
export class Spool {
  readonly #folder: string;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#folder = folder;
  }

  /** When this returns, the item is on disk. */
  put(item: SpoolItem): void {
    const id = `${Date.now()}-${randomUUID()}`;
    const draft = join(this.#folder, `${id}.draft`);
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeSync(file, JSON.stringify(item));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, join(this.#folder, `${id}.json`));
  }

  /** Everything that waits, oldest first. A file that cannot be read is set aside under `.unreadable`. */
  waiting(): Spooled[] {
    const names = readdirSync(this.#folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
    for (const name of names.slice(0, Math.max(0, names.length - MOST_FILES))) this.remove(name.slice(0, -5));
    return names.slice(-MOST_FILES).flatMap((name) => {
      const id = name.slice(0, -'.json'.length);
      try {
        return [{ id, item: SpoolItem.parse(JSON.parse(readFileSync(join(this.#folder, name), 'utf8'))) }];
      } catch {
        renameSync(join(this.#folder, name), join(this.#folder, `${id}.unreadable`));
        return [];
      }
    });
  }

  remove(id: string): void {
    rmSync(join(this.#folder, `${id}.json`), { force: true });
  }
}
