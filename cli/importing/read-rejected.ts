import { parse } from 'csv-parse/sync';
import type { ApiClient } from '../http/client.ts';

/** A row that could not be used. Its cells stay in the file: they are personal data. */
export interface RejectedRow {
  readonly line: string;
  readonly column: string;
  readonly reason: string;
  readonly remedy: string;
}

/** The rejected rows as the server's CSV, and read: line, column, reason, remedy, then the original cells. */
export async function readRejected(api: ApiClient, importId: string): Promise<{ csv: string; rows: RejectedRow[] }> {
  const response = await api.open('GET', `/api/v1/imports/${importId}/rejected`, { headers: { accept: 'text/csv' } });
  const csv = await response.text();
  const records: string[][] = parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true });
  const rows = records.slice(1).map(([line = '', column = '', reason = '', remedy = '']) => {
    return { line, column, reason, remedy };
  });
  return { csv, rows };
}
