import type { Agent } from '../../api-client/types.gen.ts';

export type Fields = Omit<Agent, 'id' | 'version' | 'createdAt' | 'updatedAt'>;
export type FieldName = keyof Fields;

/** What somebody typed and has not saved: their values, and what stood there when they began. */
export interface Draft {
  /** Version of the agent that `before` was read from. */
  version: number;
  values: Partial<Fields>;
  before: Partial<Fields>;
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The draft with one field typed. A field that is back at what is stored is no change. */
export function withField<F extends FieldName>(draft: Draft, stored: Agent, field: F, value: Fields[F]): Draft {
  const values = { ...draft.values };
  const before = { ...draft.before };
  if (same(value, stored[field])) {
    delete values[field];
    delete before[field];
  } else {
    values[field] = value;
    if (!(field in before)) before[field] = stored[field];
  }
  const version = Object.keys(draft.values).length === 0 ? stored.version : draft.version;
  return { version, values, before };
}

export interface Clash {
  field: FieldName;
  before: unknown;
  theirs: unknown;
  mine: unknown;
}

/** Fields that somebody else changed since the draft was begun, and that the draft changes too. */
export function clashes(draft: Draft, stored: Agent): Clash[] {
  return fieldsOf(draft)
    .filter((field) => !same(draft.before[field], stored[field]) && !same(draft.values[field], stored[field]))
    .map((field) => ({
      field,
      before: draft.before[field],
      theirs: stored[field],
      mine: draft.values[field],
    }));
}

export function fieldsOf(draft: Draft): FieldName[] {
  return Object.keys(draft.values).filter((name): name is FieldName => name in draft.values);
}

/** What was put away, put back under what was typed since. Of a field typed in both the newer words stand. */
export function underneath(newer: Draft, older: Draft): Draft {
  return {
    version: Math.min(older.version, newer.version),
    values: { ...older.values, ...newer.values },
    before: { ...older.before, ...newer.before },
  };
}

/** The draft begun anew on what is stored now, keeping what was typed. */
export function rebased(draft: Draft, stored: Agent): Draft {
  const kept = fieldsOf(draft).filter((field) => !same(draft.values[field], stored[field]));
  return {
    version: stored.version,
    values: Object.fromEntries(kept.map((field) => [field, draft.values[field]])),
    before: Object.fromEntries(kept.map((field) => [field, stored[field]])),
  };
}
