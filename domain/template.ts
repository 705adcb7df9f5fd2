/**
 * Variables in prompts: `{{lead.first_name}}`, `{{lead.custom.plan}}`, `{{lead.first_name|there}}` with words for an
 * empty value. Nothing else: no logic, no filters. Unknown variables are refused when a prompt is saved, so that no call
 * finds one.
 */
export type TemplateProblem = {
  kind: 'unknown-variable' | 'malformed';
  /** What stands between the braces. */
  found: string;
  /** Where it begins, from 0, and for people: line and column from 1. */
  index: number;
  line: number;
  column: number;
  message: string;
};

export type TemplateVariable = { name: string; fallback: string | null; index: number };

export type TemplateValues = Readonly<Record<string, string | number | null | undefined>>;

const BRACES = /\{\{([^{}]*)\}\}/g;
/** A lead's own field is named as its column is, spaces and all: `{{lead.custom.Policy No.}}`. */
const VARIABLE = /^\s*([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+|lead\.custom\.[^\s|](?:[^|\r\n]*[^\s|])?)\s*(?:\|([^|]*))?$/i;
/** What is left of braces once every well-formed pair is taken out. */
const STRAY = /\{\{|\}\}/g;

/** Every variable that the text uses, in order, with repeats. */
export function variablesOf(text: string): TemplateVariable[] {
  return [...text.matchAll(BRACES)].flatMap((match) => {
    const parts = VARIABLE.exec(match[1] ?? '');
    return parts?.[1] ? [{ name: parts[1], fallback: parts[2]?.trim() ?? null, index: match.index }] : [];
  });
}

/**
 * What is wrong with a template. `known` lists the variables there are; an entry that ends in `.*` allows any name below
 * it (`lead.custom.*`).
 */
export function validateTemplate(text: string, known: readonly string[]): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  for (const match of text.matchAll(BRACES)) {
    const inside = match[1] ?? '';
    const name = VARIABLE.exec(inside)?.[1];
    if (name === undefined) {
      const message = `"{{${inside}}}" is no variable; write for example {{lead.first_name}} or {{lead.first_name|there}}`;
      problems.push(problemAt(text, match.index, 'malformed', inside, message));
    } else if (!isKnown(name, known)) {
      problems.push(problemAt(text, match.index, 'unknown-variable', name, unknownMessage(name, known)));
    }
  }
  const blanked = text.replace(BRACES, (whole) => ' '.repeat(whole.length));
  for (const match of blanked.matchAll(STRAY)) {
    problems.push(problemAt(text, match.index, 'malformed', match[0], `"${match[0]}" has no counterpart`));
  }
  return problems.toSorted((a, b) => a.index - b.index);
}

function isKnown(name: string, known: readonly string[]): boolean {
  return known.some((entry) => entry === name || (entry.endsWith('.*') && name.startsWith(entry.slice(0, -1))));
}

function unknownMessage(name: string, known: readonly string[]): string {
  const same = known.find(
    (entry) => entry.toLowerCase().replaceAll('_', '') === name.toLowerCase().replaceAll('_', ''),
  );
  return same
    ? `there is no variable "${name}"; did you mean "${same}"?`
    : `there is no variable "${name}"; there are ${known.join(', ')}`;
}

function problemAt(
  text: string,
  index: number,
  kind: TemplateProblem['kind'],
  found: string,
  message: string,
): TemplateProblem {
  const before = text.slice(0, index).split('\n');
  return { kind, found, index, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message };
}

export type Rendered = { ok: true; text: string } | { ok: false; missing: string[] };

/**
 * Fills in the values, in one pass: braces inside a value stay what they are, text. A variable with neither a value nor
 * a fallback is missing; an empty value takes the fallback where there is one.
 */
export function render(text: string, values: TemplateValues): Rendered {
  const missing: string[] = [];
  const rendered = text.replace(BRACES, (whole, inside: string) => {
    const parts = VARIABLE.exec(inside);
    const name = parts?.[1];
    if (name === undefined) return whole;
    const value = values[name];
    const fallback = parts?.[2]?.trim();
    if (value === undefined || value === null || value === '') {
      if (fallback === undefined && value !== '') missing.push(name);
      return fallback ?? '';
    }
    return String(value);
  });
  return missing.length > 0 ? { ok: false, missing: [...new Set(missing)] } : { ok: true, text: rendered };
}
