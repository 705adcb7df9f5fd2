import type { ComplianceCheck } from '../../../../api-client/types.gen.ts';

/** At most so many are asked at once; the API takes no more. */
export const MOST_NUMBERS = 10_000;

/** One line of a file that holds a telephone number. */
export interface NumberInFile {
  /** Counted from 1, as editors show it. */
  line: number;
  phone: string;
  state?: string;
  postalCode?: string;
}

/** Words by which files name a column, without spaces and case. */
const COLUMNS = {
  phone: /^(phone|mobile|cell|tel|telephone|number)(number|phone|no)?$/,
  state: /^(us)?(state|province|region)$/,
  postalCode: /^(zip|zipcode|postal|postalcode|postcode)$/,
} as const;
type Column = keyof typeof COLUMNS;

/**
 * The numbers of a file, in its order: of a column with such a name, else the first cell of each line that has seven digits
 * or more. Where the first line names columns, state and postal code are taken along; a first line that names none is one
 * like the others. `without` are lines that hold none.
 */
export function numbersIn(text: string): { numbers: NumberInFile[]; without: number[] } {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const columns = columnsOf(lines[0] ?? '');
  const numbers: NumberInFile[] = [];
  const without: number[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '' || (at === 0 && columns !== null)) continue;
    const cells = cellsOf(line);
    const cell = (column: Column) => cells[columns?.get(column) ?? -1] || undefined;
    const phone = columns?.has('phone') ? cell('phone') : cells.find(isNumber);
    if (phone === undefined || !isNumber(phone)) {
      without.push(at + 1);
      continue;
    }
    const [state, postalCode] = [cell('state'), cell('postalCode')];
    numbers.push({ line: at + 1, phone, ...(state && { state }), ...(postalCode && { postalCode }) });
  }
  return { numbers, without };
}

/** One check a line, as the API reads them; `beside` is the same for all. */
export function linesOf(
  numbers: readonly NumberInFile[],
  beside: Pick<ComplianceCheck, 'kind' | 'campaignId' | 'at'>,
): string {
  return numbers.map((number) => JSON.stringify(checkOf(number, beside))).join('\n');
}

/** What is asked about one number of a file. */
export function checkOf(
  { phone, state, postalCode }: NumberInFile,
  beside: Pick<ComplianceCheck, 'kind' | 'campaignId' | 'at'>,
): ComplianceCheck {
  const address = { ...(state && { state }), ...(postalCode && { postalCode }) };
  return { phone, ...beside, ...(Object.keys(address).length > 0 && { address }) };
}

function columnsOf(line: string): Map<Column, number> | null {
  const cells = cellsOf(line);
  if (cells.some(isNumber)) return null;
  const names = cells.map((cell) => cell.toLowerCase().replaceAll(/[^a-z]/g, ''));
  const found = new Map<Column, number>();
  for (const column of ['phone', 'state', 'postalCode'] as const) {
    const at = names.findIndex((name) => COLUMNS[column].test(name));
    if (at >= 0) found.set(column, at);
  }
  return found.size === 0 ? null : found;
}

/** Between commas, semicolons or tabs; what stands in quotes may hold them. */
function cellsOf(line: string): string[] {
  const cells = line.match(/("([^"]|"")*"|[^,;\t"]*)([,;\t]|$)/g) ?? [];
  return cells.map((cell) => {
    const bare = cell.replace(/[,;\t]$/, '').trim();
    return bare.startsWith('"') ? bare.slice(1, -1).replaceAll('""', '"').trim() : bare;
  });
}

/** Digits and what people write between them, and nothing else: neither a date nor an id with letters. */
function isNumber(cell: string): boolean {
  const digits = cell.replaceAll(/\D/g, '');
  return /^(tel:)?\+?[\d\s().\-/x]+$/i.test(cell) && digits.length >= 7 && digits.length <= 20 && !isDay(cell);
}

const isDay = (cell: string) => /^\d{4}-\d\d-\d\d|^\d{1,2}[/.]\d{1,2}[/.]\d{4}$/.test(cell);
