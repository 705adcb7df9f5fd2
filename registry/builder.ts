import { createAreaTable } from './area-table.ts';
import type { BuildRequest } from './build-request.ts';
import { type BadLine, readLine } from './line.ts';
import { planOf } from './lists.ts';
import { type Manifest, writeManifest } from './manifest.ts';
import { NotARegistryFile, refuseOtherFiles } from './not-a-registry-file.ts';
import { scanQuickLines } from './scan.ts';

export interface BuildCounts {
  lines: number;
  blank: number;
  bad: number;
  /** Lines that said what was known by then. */
  repeated: number;
  /** Numbers of the areas that the file speaks of; in a change file, numbers that were not listed before. */
  added: number;
  deleted: number;
  /** The first bad lines, by number from 1. */
  badLines: { line: number; reason: BadLine }[];
  /** The last line breaks off in its middle. */
  cutOff: boolean;
}

export interface Builder {
  readonly counts: BuildCounts;
  /** Takes the next bytes of the unpacked file. Waits only to move areas out of memory. */
  feed(bytes: Uint8Array): Promise<void>;
  /** A file inside an archive ends: the next one begins with a new line. */
  endOfPart(): void;
  /** Writes what is left and the manifest, last. */
  finish(): Promise<{ manifest: Manifest; counts: BuildCounts }>;
}

const MOST_BAD_LINES = 1_000;
const MOST_LINE_BYTES = 1_000;
const NEWLINE = 10;

/** Builds the bitsets of one version in `folder`, which exists and is empty. @throws NotARegistryFile */
export function createBuilder(folder: string, request: BuildRequest): Builder {
  if (request.mode !== 'full' && request.base === null) {
    throw new NotARegistryFile('There is no version yet that this file could change: upload the full list first.');
  }
  const { callingCode } = planOf(request.list);
  const byChange = request.mode === 'changes';
  const quick = callingCode === '1' && !byChange;
  const table = createAreaTable(folder, byChange ? request.base : null);
  const counts: BuildCounts = {
    ...{ lines: 0, blank: 0, bad: 0, repeated: 0, added: 0, deleted: 0, badLines: [], cutOff: false },
  };
  /** Lines that carried a number. */
  let taken = 0;
  let rest: Uint8Array = new Uint8Array(0);
  let skipping = false;

  function bad(reason: BadLine): void {
    counts.bad += 1;
    if (counts.badLines.length < MOST_BAD_LINES) counts.badLines.push({ line: counts.lines, reason });
  }

  function takeLine(text: string): void {
    counts.lines += 1;
    if (counts.lines === 1) refuseOtherFiles(text);
    // A byte order mark, as spreadsheets write it, must not take the first number with it.
    const read = readLine(counts.lines === 1 ? text.replace(UTF8_MARK, '') : text, callingCode);
    if (read.kind === 'blank') counts.blank += 1;
    else if (read.kind === 'bad') {
      if (counts.lines === 1 && isHeader(text)) counts.blank += 1;
      else if (read.reason === 'fields' && taken + counts.bad === 0) throw new NotARegistryFile(SEVERAL_FIELDS);
      else bad(read.reason);
    } else if (byChange && read.change === null) bad('no-change');
    else if (!byChange && read.change !== null) {
      if (taken + counts.bad === 0) throw new NotARegistryFile(CHANGE_FILE);
      bad('change-in-full-list');
    } else {
      taken += 1;
      const flipped = table.set(read.place, read.change !== 'delete');
      if (byChange && flipped) counts[read.change === 'delete' ? 'deleted' : 'added'] += 1;
    }
  }

  /** Takes all whole lines; returns where the unfinished one begins. */
  function takeLines(bytes: Uint8Array): number {
    let at = 0;
    for (;;) {
      if (quick && !skipping) {
        const scanned = scanQuickLines(bytes, at, bytes.length, table);
        counts.lines += scanned.lines;
        taken += scanned.lines;
        at = scanned.at;
      }
      const newline = bytes.indexOf(NEWLINE, at);
      if (newline < 0) return at;
      if (skipping) tooLong();
      else takeLine(textOf(bytes.subarray(at, newline)));
      at = newline + 1;
    }
  }

  function tooLong(): void {
    skipping = false;
    counts.lines += 1;
    bad('not-a-number');
  }

  return {
    counts,
    async feed(bytes) {
      const whole = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      rest = whole.slice(takeLines(whole));
      // A line without end is no line of a registry: it must not fill the memory.
      if (rest.length > MOST_LINE_BYTES) {
        if (counts.lines === 0) refuseOtherFiles(textOf(rest.subarray(0, MOST_LINE_BYTES)));
        skipping = true;
        rest = new Uint8Array(0);
      }
      await table.freeIdle(bytes.length);
    },
    endOfPart() {
      const bads = counts.bad;
      if (skipping) tooLong();
      else if (rest.length > 0) takeLine(textOf(rest));
      rest = new Uint8Array(0);
      if (counts.bad === bads) return;
      counts.cutOff = true;
      const last = counts.badLines.at(-1);
      if (last) last.reason = 'cut-off';
    },
    async finish() {
      this.endOfPart();
      const areas = await table.finish(request);
      if (!byChange) counts.added = areas.own.reduce((sum, { numbers }) => sum + numbers, 0);
      counts.repeated = taken - counts.added - counts.deleted;
      const entries = [...areas.own, ...areas.kept].toSorted((one, other) => one.area - other.area);
      const numbers = entries.reduce((sum, entry) => sum + entry.numbers, 0);
      const { list, source } = request;
      const manifest: Manifest = { format: 1, list, source, numbers, areas: entries };
      await writeManifest(folder, manifest);
      return { manifest, counts };
    },
  };
}

const SEVERAL_FIELDS =
  'The file has several fields a line, and not those of a change file (number, dates, A or D). Upload the flat text form: one number a line.';
const CHANGE_FILE =
  'The file is a change file: its lines say A or D. Upload it as changes, or upload the full list instead.';

/** Lines are read byte by byte. */
const UTF8_MARK = /^\u00ef\u00bb\u00bf/;

function isHeader(text: string): boolean {
  return /[a-z]/i.test(text) && !/\d{7}/.test(text);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
