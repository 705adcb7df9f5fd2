/** Why a row was not accepted: what is said of it, and what to do. */
export const ROW_REJECTIONS = {
  'repeated-header': {
    reason: 'The header row stands here again.',
    remedy: 'Nothing to do, unless files were joined by mistake; remove the row to get rid of this message.',
  },
  'unclosed-quote': {
    reason: 'A quotation mark opens a cell here and is never closed.',
    remedy: 'Close the quote, or double it ("") if it belongs to the text. Following rows were read.',
  },
  'row-too-long': {
    reason: 'The row is longer than a million characters.',
    remedy: 'Look for a missing line end or for binary data at this line.',
  },
  'no-phone': {
    reason: 'The row has no telephone number.',
    remedy: 'Fill in a number, or remove the row.',
  },
  'no-phone-column': {
    reason: 'The row is too short: it ends before the column with the telephone number.',
    remedy: 'Check whether a line end stands inside an unquoted cell.',
  },
  'shifted-cells': {
    reason: 'The row has more cells than the header, and what stands under the phone column is no number.',
    remedy: 'Put the cell that contains the delimiter in quotation marks.',
  },
  'do-not-call': {
    reason: 'The row itself is marked "do not call".',
    remedy: 'Nothing to do. Add the number to the do-not-call list if no other list may call it either.',
  },
  'external-id-too-long': {
    reason: 'The external id is longer than 200 characters.',
    remedy: 'Check whether the right column is mapped to the external id.',
  },
} as const;

export type RowRejectionCode = keyof typeof ROW_REJECTIONS;

/** One row that was not accepted. `cells` are the original ones. */
export interface Rejection {
  line: number;
  /** Heading of the column at fault; null when it is the row as a whole. */
  column: string | null;
  reason: string;
  remedy: string;
  cells: string[];
}
