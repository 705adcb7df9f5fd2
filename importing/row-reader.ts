import type { Column } from './columns.ts';
import { decodeCell } from './encoding.ts';
import { normaliseHeading, type LeadField } from './fields.ts';
import { isBlank, type Layout } from './layout.ts';
import { readPhones, type Phone, type PhoneProblem } from './phone-cell.ts';
import { ROW_REJECTIONS, type Rejection, type RowRejectionCode } from './rejections.ts';
import type { RawRow } from './tokenizer.ts';
import { readEmail, readFlag, readPriority, readTimeZone } from './values.ts';

/** A row as a lead. Empty text where the file says nothing. */
export interface LeadRow {
  externalId: string;
  firstName: string;
  lastName: string;
  company: string;
  email: string;
  street: string;
  city: string;
  state: string;
  postalCode: string;
  /** ISO 3166 code, or empty. */
  country: string;
  /** IANA name, or empty. */
  timeZone: string;
  /** 1 (first) to 9 (last); null where the file says nothing. */
  priority: number | null;
  /** 1 to 10 numbers, each once, in the order of the columns. */
  phones: LeadPhone[];
  /** What has no field of its own, or could not be read as what its column means: heading to text. */
  custom: Record<string, string>;
}

export interface LeadPhone extends Phone {
  /** Heading of its column. */
  label: string;
}

export type ReadRow =
  | { kind: 'lead'; line: number; lead: LeadRow }
  | { kind: 'rejected'; line: number; rejection: Rejection };

export interface RowReaderOptions {
  /** ISO 3166 code for numbers in national format, where the row names no country. */
  defaultCountry: string;
  isZone(name: string): boolean;
  countryOf(text: string): string | null;
}

const MAX_PHONES = 10;
const MAX_EXTERNAL_ID = 200;

/** Reads rows by the layout. Answers null for blank rows, which are no rows. */
export function createRowReader(
  layout: Pick<Layout, 'columns' | 'header'> & { encoding: Layout['encoding'] | 'decoded' },
  options: RowReaderOptions,
): (row: RawRow) => ReadRow | null {
  const { columns, encoding } = layout;
  const phoneColumns = columns.filter(({ use }) => use === 'phone');
  const countryColumn = columns.find(({ use }) => use === 'country');
  const flagColumns = columns.filter(({ use }) => use === 'doNotCall');
  const otherColumns = columns.filter(({ use }) => use !== 'phone' && use !== 'doNotCall' && use !== 'ignore');
  const lastPhoneColumn = phoneColumns.reduce((first, { index }) => Math.min(first, index), Number.POSITIVE_INFINITY);

  return (row) => {
    const { cells } = row;
    for (let i = 0; i < cells.length; i++) cells[i] = decodeCell(cells[i]!, encoding).trim();
    if (isBlank(cells)) return null;
    if (row.fault) return rejected(row, row.fault, null);
    const country = (countryColumn && options.countryOf(cells[countryColumn.index] ?? '')) || options.defaultCountry;
    const { phones, problem, unread } = phonesOf(cells, country);
    if (phones.length === 0) return withoutPhone(row, problem);
    for (const { index, heading } of flagColumns) {
      if (readFlag(cells[index] ?? '')) return rejected(row, 'do-not-call', heading);
    }
    const lead = leadOf(cells, phones);
    for (const { heading, text } of unread) lead.custom[heading] = text;
    if (lead.externalId.length > MAX_EXTERNAL_ID) return rejected(row, 'external-id-too-long', null);
    return { kind: 'lead', line: row.line, lead };
  };

  function phonesOf(cells: readonly string[], country: string) {
    const phones: LeadPhone[] = [];
    const unread: { heading: string; text: string }[] = [];
    let problem: { heading: string; what: PhoneProblem } | null = null;
    for (const { index, heading } of phoneColumns) {
      const text = cells[index];
      if (text === undefined || text === '') continue;
      const read = readPhones(text, country);
      if (read.problem) {
        problem ??= { heading, what: read.problem };
        unread.push({ heading, text });
      }
      for (const phone of read.phones) {
        if (phones.length < MAX_PHONES && !phones.some(({ e164 }) => e164 === phone.e164)) {
          phones.push({ ...phone, label: heading });
        }
      }
    }
    return { phones, problem, unread };
  }

  function leadOf(cells: readonly string[], phones: LeadPhone[]): LeadRow {
    const lead: LeadRow = {
      externalId: '',
      firstName: '',
      lastName: '',
      company: '',
      email: '',
      street: '',
      city: '',
      state: '',
      postalCode: '',
      country: '',
      timeZone: '',
      priority: null,
      phones,
      custom: {},
    };
    for (const column of otherColumns) {
      const text = cells[column.index];
      if (text !== undefined && text !== '' && !place(lead, column, text)) lead.custom[column.heading] = text;
    }
    for (let i = columns.length; i < cells.length; i++) {
      const text = cells[i]!;
      if (text !== '') lead.custom[`Column ${i + 1}`] = text;
    }
    return lead;
  }

  /** Puts a cell into its field; false when the text does not say what the field holds. */
  function place(lead: LeadRow, column: Column, text: string): boolean {
    switch (column.use as Exclude<LeadField, 'phone' | 'doNotCall'> | 'custom') {
      case 'custom':
        return false;
      case 'fullName':
        return placeFullName(lead, text);
      case 'email':
        lead.email = readEmail(text) ?? '';
        return lead.email !== '';
      case 'country':
        lead.country = options.countryOf(text) ?? '';
        return lead.country !== '';
      case 'timeZone':
        lead.timeZone = readTimeZone(text, options.isZone) ?? '';
        return lead.timeZone !== '';
      case 'priority':
        lead.priority = readPriority(text);
        return lead.priority !== null;
      case 'externalId':
        lead.externalId = text;
        return true;
      case 'firstName':
        lead.firstName = text;
        return true;
      case 'lastName':
        lead.lastName = text;
        return true;
      case 'company':
        lead.company = text;
        return true;
      case 'street':
        lead.street = text;
        return true;
      case 'city':
        lead.city = text;
        return true;
      case 'state':
        lead.state = text;
        return text.length <= 60;
      case 'postalCode':
        lead.postalCode = text;
        return true;
    }
  }

  function withoutPhone(row: RawRow, problem: { heading: string; what: PhoneProblem } | null): ReadRow {
    const { cells } = row;
    if (isRepeatedHeader(cells)) return rejected(row, 'repeated-header', null);
    const extra = cells.slice(columns.length).some((cell) => cell !== '');
    if (extra && columns.length > 1) return rejected(row, 'shifted-cells', problem?.heading ?? null);
    if (problem) {
      const { heading, what } = problem;
      return { kind: 'rejected', line: row.line, rejection: { line: row.line, column: heading, ...what, cells } };
    }
    if (cells.length <= lastPhoneColumn && columns.length > 1 && phoneColumns.length > 0) {
      return rejected(row, 'no-phone-column', phoneColumns[0]?.heading ?? null);
    }
    return rejected(row, 'no-phone', phoneColumns[0]?.heading ?? null);
  }

  function isRepeatedHeader(cells: readonly string[]): boolean {
    if (layout.header.length === 0) return false;
    return layout.header.every((heading, index) => heading === normaliseHeading(cells[index] ?? ''));
  }
}

/** "Lee, Ann" and "Ann Lee". Names that stand in columns of their own go before. */
function placeFullName(lead: LeadRow, text: string): true {
  const comma = text.indexOf(',');
  const space = text.indexOf(' ');
  const [first, last] =
    comma > 0
      ? [text.slice(comma + 1), text.slice(0, comma)]
      : space > 0
        ? [text.slice(0, space), text.slice(space + 1)]
        : [text, ''];
  if (lead.firstName === '') lead.firstName = first.trim();
  if (lead.lastName === '') lead.lastName = last.trim();
  return true;
}

function rejected(row: RawRow, code: RowRejectionCode, column: string | null): ReadRow {
  const rejection: Rejection = { line: row.line, column, ...ROW_REJECTIONS[code], cells: row.cells };
  return { kind: 'rejected', line: row.line, rejection };
}
