/** What a file is that is not CSV, by its first bytes. */
export interface NotCsv {
  /** For programs: `xlsx`, `pdf`, ... */
  kind: string;
  /** For people: "an Excel workbook (.xlsx)". */
  what: string;
  remedy: string;
}

interface Signature {
  kind: string;
  what: string;
  remedy: string;
  bytes: number[] | string;
  at?: number;
}

const SAVE_AS_CSV = 'Open it in your spreadsheet program and save the sheet as "CSV UTF-8 (comma delimited)".';
const UNPACK = 'Unpack it and upload the CSV file inside.';
const EXPORT_CSV = 'Export the list as CSV and upload that file.';

const SIGNATURES: Signature[] = [
  { kind: 'xls', what: 'an old Excel workbook (.xls)', remedy: SAVE_AS_CSV, bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { kind: 'gzip', what: 'a gzip archive (.gz)', remedy: UNPACK, bytes: [0x1f, 0x8b] },
  { kind: '7z', what: 'a 7-Zip archive', remedy: UNPACK, bytes: [0x37, 0x7a, 0xbc, 0xaf] },
  { kind: 'rar', what: 'a RAR archive', remedy: UNPACK, bytes: 'Rar!' },
  { kind: 'bzip2', what: 'a bzip2 archive', remedy: UNPACK, bytes: 'BZh' },
  { kind: 'xz', what: 'an xz archive', remedy: UNPACK, bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { kind: 'zstd', what: 'a zstd archive', remedy: UNPACK, bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { kind: 'tar', what: 'a tar archive', remedy: UNPACK, bytes: 'ustar', at: 257 },
  { kind: 'pdf', what: 'a PDF document', remedy: EXPORT_CSV, bytes: '%PDF' },
  { kind: 'rtf', what: 'a rich-text document (.rtf)', remedy: EXPORT_CSV, bytes: '{\\rtf' },
  { kind: 'png', what: 'a PNG image', remedy: EXPORT_CSV, bytes: [0x89, 0x50, 0x4e, 0x47] },
  { kind: 'jpeg', what: 'a JPEG image', remedy: EXPORT_CSV, bytes: [0xff, 0xd8, 0xff] },
  { kind: 'gif', what: 'a GIF image', remedy: EXPORT_CSV, bytes: 'GIF8' },
  { kind: 'webp', what: 'a WebP image or a sound file', remedy: EXPORT_CSV, bytes: 'RIFF' },
  { kind: 'sqlite', what: 'an SQLite database', remedy: EXPORT_CSV, bytes: 'SQLite format 3' },
  { kind: 'parquet', what: 'a Parquet file', remedy: EXPORT_CSV, bytes: 'PAR1' },
  { kind: 'vcard', what: 'a file of contacts (.vcf)', remedy: EXPORT_CSV, bytes: 'BEGIN:VCARD' },
  { kind: 'utf-32', what: 'text in UTF-32', remedy: SAVE_AS_CSV, bytes: [0xff, 0xfe, 0, 0] },
  { kind: 'utf-32', what: 'text in UTF-32', remedy: SAVE_AS_CSV, bytes: [0, 0, 0xfe, 0xff] },
];

/** Says what the file is when its first bytes (a few kilobytes of them) show that it is not CSV; else null. */
export function notCsv(head: Uint8Array): NotCsv | null {
  const signature = SIGNATURES.find((candidate) => begins(head, candidate.bytes, candidate.at ?? 0));
  if (signature) return { kind: signature.kind, what: signature.what, remedy: signature.remedy };
  if (begins(head, 'PK\u0003\u0004', 0) || begins(head, 'PK\u0005\u0006', 0)) return zipContent(head);
  return null;
}

/** The same question for decoded text: markup and data formats that are text, and bytes that are none. */
export function notCsvText(text: string): NotCsv | null {
  const start = text.trimStart().slice(0, 2000);
  const lower = start.toLowerCase();
  if (/^(<!doctype html|<html|<table|<meta|<head|<style|<body|<div)/.test(lower)) {
    const what = lower.includes('urn:schemas-microsoft-com:office') ? 'an HTML table that Excel opens' : 'an HTML page';
    return { kind: 'html', what, remedy: SAVE_AS_CSV };
  }
  if (lower.startsWith('<?xml') || /^<[a-z][\w:-]*[\s>]/.test(lower)) {
    return { kind: 'xml', what: 'an XML file', remedy: lower.includes('spreadsheet') ? SAVE_AS_CSV : EXPORT_CSV };
  }
  if (/^(\{\s*("|\})|\[\s*(\{|\[|"|\]|-?\d))/.test(start)) return { kind: 'json', what: 'JSON', remedy: EXPORT_CSV };
  if (isBinary(text)) {
    return { kind: 'binary', what: 'not text (binary data, or encrypted)', remedy: EXPORT_CSV };
  }
  return null;
}

function zipContent(head: Uint8Array): NotCsv {
  const names = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
  if (names.includes('opendocument.spreadsheet')) {
    return { kind: 'ods', what: 'an OpenDocument spreadsheet (.ods)', remedy: SAVE_AS_CSV };
  }
  if (names.includes('.iwa')) return { kind: 'numbers', what: 'an Apple Numbers document', remedy: SAVE_AS_CSV };
  if (names.includes('word/')) return { kind: 'docx', what: 'a Word document (.docx)', remedy: EXPORT_CSV };
  if (names.includes('xl/') || names.includes('[Content_Types].xml')) {
    return { kind: 'xlsx', what: 'an Excel workbook (.xlsx)', remedy: SAVE_AS_CSV };
  }
  return { kind: 'zip', what: 'a ZIP archive', remedy: UNPACK };
}

/** Text has line ends and tabs, and no other control characters to speak of. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, 8192);
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const controls = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffd]/g)?.length ?? 0;
  return controls > sample.length * 0.02;
}

function begins(head: Uint8Array, bytes: number[] | string, at: number): boolean {
  const wanted = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
  if (head.length < at + wanted.length) return false;
  for (let i = 0; i < wanted.length; i++) if (head[at + i] !== wanted[i]) return false;
  return true;
}
