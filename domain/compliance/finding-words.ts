import { type EpochMs, wallAt, type ZoneTable } from '../time.ts';
import { wallText } from '../wall-clock.ts';
import { REFUSAL_REASONS } from '../vocabulary.ts';
import type { FactValue, Finding } from './verdict.ts';

const CONFIDENCE = {
  primary: 'the law itself was read',
  secondary: 'read in a secondary source',
  unverified: 'not verified: ask counsel',
} as const;

/** A finding as a manager reads it: what is the matter, under which rule, on which evidence. Times by the clock of `zone`. */
export function findingWords(
  finding: Finding,
  { title, zone, zones }: { title: string | null; zone: string | null; zones: ZoneTable },
): string {
  const why = finding.reason === null ? 'nothing speaks against it' : REFUSAL_REASONS[finding.reason];
  const when = (at: EpochMs) => momentWords(at, zone, zones);
  const evidence = evidenceWords(finding.facts, when);
  const law = [title, finding.citation, finding.confidence && CONFIDENCE[finding.confidence]]
    .filter(Boolean)
    .join('; ');
  const until = finding.until === undefined || !Number.isFinite(finding.until) ? '' : ` Until ${when(finding.until)}.`;
  return `${capital(why)}${evidence === '' ? '' : ` (${evidence})`}.${law === '' ? '' : ` ${capital(law)}.`}${until}`;
}

/** `2026-11-24 08:00 America/New_York` */
export function momentWords(at: EpochMs, zone: string | null, zones: ZoneTable): string {
  if (zone === null || !zones.has(zone)) return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `${wallText(wallAt(zones, zone, at))
    .slice(0, 16)
    .replace('T', ' ')} ${zone}`;
}

/** Facts whose numbers are instants. */
const INSTANTS: readonly string[] = ['since', 'asOf', 'validUntil', 'last', 'givenAt'];
const NAMES: Readonly<Record<string, string>> = {
  asOf: 'copy of',
  validUntil: 'usable until',
  givenAt: 'given',
  most: 'at most',
  maxAgeDays: 'at most days old',
  demonstrationClock: 'demonstration clock',
  carrierIsReal: 'real telephones',
};

function evidenceWords(facts: Finding['facts'], when: (at: EpochMs) => string): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${NAMES[name] ?? name} ${valueWords(name, value, when)}`)
    .join(', ');
}

function valueWords(name: string, value: FactValue, when: (at: EpochMs) => string): string {
  if (typeof value === 'number' && INSTANTS.includes(name)) return when(value);
  // Positions count from 0, people from 1.
  if (typeof value === 'number' && name === 'phone') return String(value + 1);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
}
