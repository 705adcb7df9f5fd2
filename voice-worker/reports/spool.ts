import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
/** What goes first beyond that. A refusal, and the end of a call, are never given up. */
const DISPENSABLE = /\.(turns|disclosures)\.json$/;

/**
 * Reports on their way out, a file each. Job processes write, the main process delivers and removes; a worker that
 * starts again finds what the last one left.
 */
export class Spool {
  readonly #folder: string;
  readonly #mostFiles: number;

  constructor(folder: string, mostFiles = MOST_FILES) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#folder = folder;
    this.#mostFiles = mostFiles;
  }

  /** When this returns, the item is on disk. @throws when the disk does not take it; nothing is left there then. */
  put(item: SpoolItem): void {
    const id = `${Date.now()}-${randomUUID()}.${item.kind}`;
    const draft = join(this.#folder, `${id}.draft`);
    try {
      writeFileSync(draft, JSON.stringify(item), { flag: 'wx', mode: 0o600, flush: true });
      renameSync(draft, join(this.#folder, `${id}.json`));
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  }

  /** Everything that waits, oldest first. A file that holds no report is set aside under `.unreadable`. */
  waiting(): Spooled[] {
    const names = readdirSync(this.#folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
    const tooMany = Math.max(0, names.length - this.#mostFiles);
    const dropped = new Set(names.filter((name) => DISPENSABLE.test(name)).slice(0, tooMany));
    for (const name of dropped) this.remove(idOf(name));
    return names.filter((name) => !dropped.has(name)).flatMap((name) => this.#read(name));
  }

  remove(id: string): void {
    rmSync(join(this.#folder, `${id}.json`), { force: true });
  }

  #read(name: string): Spooled[] {
    let text: string;
    try {
      text = readFileSync(join(this.#folder, name), 'utf8');
    } catch {
      // Too many open files, or a disk that hangs: it is looked at again.
      return [];
    }
    try {
      return [{ id: idOf(name), item: SpoolItem.parse(JSON.parse(text)) }];
    } catch {
      renameSync(join(this.#folder, name), join(this.#folder, `${idOf(name)}.unreadable`));
      return [];
    }
  }
}

function idOf(name: string): string {
  return name.slice(0, -'.json'.length);
}
