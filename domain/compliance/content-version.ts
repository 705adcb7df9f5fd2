import { hash32 } from '../hash.ts';

/** A name for data by its content: the same data has the same name, whatever the order of its fields. Not for secrets. */
export function contentVersion(data: unknown): string {
  const text = canonical(data);
  return [`a${text}`, `b${text}`].map((salted) => hash32(salted).toString(16).padStart(8, '0')).join('');
}

function canonical(data: unknown): string {
  if (Array.isArray(data)) return `[${data.map(canonical).join()}]`;
  if (typeof data !== 'object' || data === null) return JSON.stringify(data) ?? 'null';
  const fields = Object.entries(data)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${canonical(value)}`).join()}}`;
}
