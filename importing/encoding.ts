import { isUtf8 } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';

/**
 * `bytes` is every encoding that keeps ASCII: rows are cut on single bytes, and each cell is then read as UTF-8 where it
 * is valid UTF-8 and as Windows-1252 where it is not. So a file put together from both is read right, and byte offsets
 * are exact.
 */
export type Encoding = 'bytes' | 'utf-16le' | 'utf-16be';

export interface DetectedEncoding {
  encoding: Encoding;
  /** Length of the byte order mark. */
  bomBytes: number;
}

export function detectEncoding(head: Uint8Array): DetectedEncoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'bytes', bomBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bomBytes: 2 };
  return { encoding: withoutMark(head), bomBytes: 0 };
}

/** UTF-16 of mostly Latin text has a zero in every other byte; which half has them tells the byte order. */
function withoutMark(head: Uint8Array): Encoding {
  const pairs = Math.min(head.length, 4096) >> 1;
  if (pairs < 2) return 'bytes';
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) evenZeros++;
    if (head[2 * i + 1] === 0) oddZeros++;
  }
  if (oddZeros > pairs * 0.3 && evenZeros < pairs * 0.05) return 'utf-16le';
  if (evenZeros > pairs * 0.3 && oddZeros < pairs * 0.05) return 'utf-16be';
  return 'bytes';
}

/** Bytes of one character as the tokenizer counts them. */
export function bytesPerCharacter(encoding: Encoding): 1 | 2 {
  return encoding === 'bytes' ? 1 : 2;
}

export interface TextStream {
  /** Characters completed by these bytes; one byte is one character where the encoding is `bytes`. */
  write(bytes: Uint8Array): string;
}

/** Bytes to the characters that the tokenizer cuts; pieces may end anywhere. */
export function createTextStream(encoding: Encoding): TextStream {
  if (encoding === 'bytes') return { write: (bytes) => view(bytes).toString('latin1') };
  const decoder = new StringDecoder('utf16le');
  if (encoding === 'utf-16le') return { write: (bytes) => decoder.write(view(bytes)) };
  let odd: Buffer = Buffer.alloc(0);
  return {
    write(bytes) {
      const all = Buffer.concat([odd, bytes]);
      const even = all.length & ~1;
      odd = all.subarray(even);
      return decoder.write(all.subarray(0, even).swap16());
    },
  };
}

const HIGH = /[\u0080-\u00ff]/;
// oxlint-disable-next-line no-control-regex -- Postgres text holds no NUL, and no other control character belongs in a cell
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;
const CONTROLS = new RegExp(CONTROL, 'g');
const windows1252 = new TextDecoder('windows-1252');

/** The cell as text: decoded, well formed (no NUL, no half of a surrogate pair). Not trimmed. `decoded` cells were. */
export function decodeCell(cell: string, encoding: Encoding | 'decoded'): string {
  let text = cell;
  if (encoding === 'decoded') return cell;
  if (encoding !== 'bytes') text = cell.toWellFormed();
  else if (HIGH.test(cell)) {
    const bytes = Buffer.from(cell, 'latin1');
    text = isUtf8(bytes) ? bytes.toString('utf8') : windows1252.decode(bytes);
  }
  return CONTROL.test(text) ? text.replace(CONTROLS, '') : text;
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
