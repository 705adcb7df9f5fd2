/** Cells that stand for something: each reader answers null when it cannot tell, and the text is then kept as it is. */

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;

export function readEmail(text: string): string | null {
  const address = text.replace(/^mailto:/i, '').replace(/^.*<([^<>]+)>$/, '$1');
  return address.length <= 254 && EMAIL.test(address) ? address : null;
}

const PRIORITY_WORDS: Record<string, number> = {
  urgent: 1,
  highest: 1,
  hot: 1,
  high: 2,
  warm: 4,
  normal: 5,
  medium: 5,
  standard: 5,
  cold: 8,
  low: 8,
  lowest: 9,
};

/** 1 (first) to 9 (last), or a usual word for it. */
export function readPriority(text: string): number | null {
  if (/^[1-9]$/.test(text)) return Number(text);
  return PRIORITY_WORDS[text.toLowerCase()] ?? null;
}

const TRUE = /^(1|x|y|yes|true|t|on|dnc|opt(ed)?[ -]?out|si|sí|oui|ja|sim|tak|wahr|vrai|do not (call|contact))$/i;
const FALSE = /^(|0|n|no|false|f|off|-|none|null|nein|non|não|nao|nee|nie|ok|ok to call)$/i;

/** A mark that cannot be read counts as set: the row asked for something that must not be missed. */
export function readFlag(text: string): boolean {
  const mark = text.trim();
  if (FALSE.test(mark)) return false;
  return TRUE.test(mark) || mark !== '';
}

const US_ZONES: Record<string, string> = {
  eastern: 'America/New_York',
  central: 'America/Chicago',
  mountain: 'America/Denver',
  arizona: 'America/Phoenix',
  pacific: 'America/Los_Angeles',
  alaska: 'America/Anchorage',
  alaskan: 'America/Anchorage',
  hawaii: 'Pacific/Honolulu',
  hawaiian: 'Pacific/Honolulu',
  atlantic: 'America/Halifax',
  newfoundland: 'America/St_Johns',
};
const US_LETTERS: Record<string, string> = {
  et: 'eastern',
  est: 'eastern',
  edt: 'eastern',
  ct: 'central',
  cst: 'central',
  cdt: 'central',
  mt: 'mountain',
  mst: 'mountain',
  mdt: 'mountain',
  pt: 'pacific',
  pst: 'pacific',
  pdt: 'pacific',
  akst: 'alaska',
  akdt: 'alaska',
  hst: 'hawaii',
};

/**
 * An IANA name, or what North American exports write instead ("Eastern", "PST", "Central Time (US & Canada)"). An offset
 * from UTC names no zone: it is not read.
 */
export function readTimeZone(text: string, isZone: (name: string) => boolean): string | null {
  if (text.includes('/') && isZone(text)) return text;
  const words = text
    .toLowerCase()
    .replace(/\((us( ?& ?|\/| and )canada|us|utc[^)]*|gmt[^)]*)\)/g, '')
    .replace(/\b(us\/|time|standard|daylight|zone)/g, '')
    .trim();
  return US_ZONES[US_LETTERS[words] ?? words] ?? null;
}

const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'it', 'nl', 'pl'];
const ALPHA_3: Record<string, string> = {
  usa: 'US',
  can: 'CA',
  gbr: 'GB',
  mex: 'MX',
  deu: 'DE',
  ger: 'DE',
  fra: 'FR',
  esp: 'ES',
  ita: 'IT',
  nld: 'NL',
  bra: 'BR',
  aus: 'AU',
  irl: 'IE',
  ind: 'IN',
  pri: 'PR',
};
const OTHER_NAMES: Record<string, string> = {
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  america: 'US',
  'u.s.': 'US',
  'u.s.a.': 'US',
  'estados unidos de america': 'US',
  holland: 'NL',
  czechia: 'CZ',
};

/** ISO 3166 alpha-2 codes by code and by name in several languages. */
export function countryReader(codes: readonly string[]): (text: string) => string | null {
  const byName = new Map<string, string>([...Object.entries(ALPHA_3), ...Object.entries(OTHER_NAMES)]);
  for (const language of LANGUAGES) {
    const names = new Intl.DisplayNames([language], { type: 'region' });
    for (const code of codes) {
      const name = /^[A-Z]{2}$/.test(code) ? names.of(code) : undefined;
      if (name !== undefined) byName.set(plain(name), code);
    }
  }
  for (const code of codes) byName.set(code.toLowerCase(), code);
  return (text) => byName.get(plain(text)) ?? null;
}

function plain(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/^the /, '').trim();
}
