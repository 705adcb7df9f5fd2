import { fieldOfHeading, LEAD_FIELDS, normaliseHeading, type ColumnUse, type LeadField } from './fields.ts';
import { phoneShare } from './header.ts';
import type { RawRow } from './tokenizer.ts';

/** One column of the file and what becomes of it. */
export interface Column {
  /** Counted from 0. */
  index: number;
  /** Unique: a heading that stands twice gets " (2)", a column without one is "Column 3". */
  heading: string;
  use: ColumnUse;
  /** 0 to 1: how sure the guess is. 1 where the caller said so. */
  confidence: number;
  /** Why, in words for the person who checks the mapping. */
  because: string;
}

/** The caller's word, by heading (any case) or by number from 1 ("2"). It goes before every guess. */
export type Mapping = Record<string, ColumnUse>;

export interface ColumnProblem {
  column: string | null;
  problem: string;
  remedy: string;
}

const MAX_HEADING = 120;

/** Decides what each column means, from its heading, its content and what the caller said. */
export function guessColumns(
  headings: readonly string[],
  width: number,
  sample: readonly RawRow[],
  options: { mapping?: Mapping; country: string },
): { columns: Column[]; problems: ColumnProblem[]; unmapped: ColumnProblem[] } {
  const columns: Column[] = [];
  const names = uniqueHeadings(headings, width);
  for (let index = 0; index < names.length; index++) {
    columns.push(guess(index, headings[index] ?? '', names[index]!, sample, options.country));
  }
  nameBesideFirstName(columns);
  const unmapped = applyMapping(columns, headings, options.mapping ?? {});
  const problems = [...unmapped];
  keepOneOfEach(columns, problems);
  if (!columns.some(({ use }) => use === 'phone')) {
    problems.push({
      column: null,
      problem: 'No column was recognised as a telephone number, so no row can be accepted.',
      remedy: 'Name the column in the mapping, for example {"Column 2": "phone"}.',
    });
  }
  return { columns, problems, unmapped };
}

function guess(index: number, raw: string, heading: string, sample: readonly RawRow[], country: string): Column {
  const column = { index, heading };
  const named = fieldOfHeading(raw);
  const share = phoneShare(sample, index, country);
  const filled = sample.some(({ cells }) => (cells[index] ?? '').trim() !== '');
  if (named?.field === 'phone' && filled && share < 0.1 && (named.confidence < 0.95 || !hasDigits(sample, index))) {
    return { ...column, use: 'custom', confidence: 0.6, because: 'the heading speaks of phones, the cells hold none' };
  }
  if (named) {
    return { ...column, use: named.field, confidence: named.confidence, because: `the heading is "${raw.trim()}"` };
  }
  if (raw.trim() === '' && share >= 0.5) {
    return { ...column, use: 'phone', confidence: share * 0.8, because: 'its cells read as telephone numbers' };
  }
  if (raw.trim() !== '' && share >= 0.8 && /\p{L}/u.test(raw) && !aboutSomethingElse(raw)) {
    return { ...column, use: 'phone', confidence: share * 0.6, because: 'its cells read as telephone numbers' };
  }
  const content = raw.trim() === '' ? fieldOfContent(sample, index) : null;
  if (content) return { ...column, use: content, confidence: 0.6, because: 'its cells look like it' };
  return { ...column, use: 'custom', confidence: 1, because: 'kept with the lead under its own heading' };
}

function hasDigits(sample: readonly RawRow[], index: number): boolean {
  return sample.some(({ cells }) => /\d/.test(cells[index] ?? ''));
}

function aboutSomethingElse(heading: string): boolean {
  return /\b(fax|date|id|amount|total|balance|caller)\b/.test(normaliseHeading(heading));
}

const CONTENT: [LeadField, RegExp][] = [
  ['email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  ['state', /^[A-Z]{2}$/],
  ['postalCode', /^\d{5}(-\d{4})?$/],
  ['timeZone', /^(America|Europe|Pacific|Asia|Africa|Australia|Atlantic|US)\/\w+/],
];

/** For columns without a heading. */
function fieldOfContent(sample: readonly RawRow[], index: number): LeadField | null {
  const filled = sample.map(({ cells }) => (cells[index] ?? '').trim()).filter((cell) => cell !== '');
  if (filled.length === 0) return null;
  const found = CONTENT.find(
    ([, pattern]) => filled.filter((cell) => pattern.test(cell)).length >= filled.length * 0.8,
  );
  return found ? found[0] : null;
}

/** Beside a first name, a plain "name" is the last name (Nom, Nome, Name, Naam). */
function nameBesideFirstName(columns: Column[]): void {
  const has = (use: ColumnUse) => columns.some((column) => column.use === use);
  if (!has('firstName') || has('lastName')) return;
  const name = columns.find(({ use }) => use === 'fullName');
  if (!name || /full|complet|contact|display/.test(normaliseHeading(name.heading))) return;
  name.use = 'lastName';
  name.confidence = 0.9;
  name.because = 'it stands beside a first name';
}

/** @returns a problem for each column that the mapping names and the file does not have */
function applyMapping(columns: Column[], headings: readonly string[], mapping: Mapping): ColumnProblem[] {
  const problems: ColumnProblem[] = [];
  for (const [key, use] of Object.entries(mapping)) {
    const wanted = normaliseHeading(key);
    const meant = columns.filter(
      ({ index, heading }) =>
        normaliseHeading(headings[index] ?? '') === wanted ||
        normaliseHeading(heading) === wanted ||
        String(index + 1) === key.trim(),
    );
    for (const column of meant) {
      column.use = use;
      column.confidence = 1;
      column.because = 'the mapping says so';
    }
    if (meant.length === 0) {
      problems.push({
        column: key,
        problem: `The mapping names a column "${key}" that the file does not have.`,
        remedy: `Use one of: ${columns.map(({ heading }) => heading).join(', ')}.`,
      });
    }
  }
  return problems;
}

/** Phones and do-not-call marks may stand in several columns; of other fields the surest column counts, then the first. */
function keepOneOfEach(columns: Column[], problems: ColumnProblem[]): void {
  for (const field of LEAD_FIELDS) {
    if (field === 'phone' || field === 'doNotCall') continue;
    const claimants = columns.filter(({ use }) => use === field);
    const surest = claimants.reduce<Column | null>(
      (best, column) => (best && best.confidence >= column.confidence ? best : column),
      null,
    );
    for (const column of claimants) {
      if (column === surest) continue;
      column.use = 'custom';
      column.because = `"${surest?.heading}" is already the ${field}`;
      problems.push({
        column: column.heading,
        problem: `Two columns look like the ${field}; "${surest?.heading}" is used, "${column.heading}" is kept with the lead as it stands.`,
        remedy: 'Name the right one in the mapping if this guess is wrong.',
      });
    }
  }
}

function uniqueHeadings(headings: readonly string[], width: number): string[] {
  const seen = new Map<string, number>();
  return Array.from({ length: Math.max(width, headings.length) }, (_, index) => {
    const name = (headings[index] ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_HEADING) || `Column ${index + 1}`;
    const times = (seen.get(name.toLowerCase()) ?? 0) + 1;
    seen.set(name.toLowerCase(), times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
