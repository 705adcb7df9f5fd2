import { useEffect, useState } from 'react';
import type { Agent } from '../../api-client/types.gen.ts';
import {
  clashes,
  type Draft,
  type FieldName,
  type Fields,
  fieldsOf,
  rebased,
  same,
  underneath,
  withField,
} from './draft.ts';

const WRITE_MS = 300;
/** What is on the screen, by its key: it takes in what is put back from elsewhere. */
const onScreen = new Map<string, (older: Draft) => void>();

/**
 * An agent as somebody is editing it: what is stored, under what they typed. What is typed outlives a reload, for this
 * person on this device. Prompts are kept, keys never pass through here.
 */
export function useDraft(stored: Agent, user: string) {
  const key = `ringfence.draft.${user}.${stored.id}`;
  const [draft, setDraft] = useState<Draft>(() => read(key) ?? { version: stored.version, values: {}, before: {} });
  const changed = fieldsOf(draft).filter((field) => !same(draft.values[field], stored[field]));
  useEffect(() => {
    const timer = setTimeout(() => write(key, fieldsOf(draft).length === 0 ? null : draft), WRITE_MS);
    return () => clearTimeout(timer);
  }, [key, draft]);
  useEffect(() => {
    const takeIn = (older: Draft) =>
      setDraft((now) => {
        const both = underneath(now, older);
        // What nobody else touched is put back onto what is stored now, without asking whose stands.
        return clashes(older, stored).length === 0 ? { ...both, version: now.version } : both;
      });
    onScreen.set(key, takeIn);
    return () => {
      if (onScreen.get(key) === takeIn) onScreen.delete(key);
    };
  }, [key, stored]);
  return {
    /** The whole as it would be saved. */
    value: { ...stored, ...draft.values } as Agent,
    draft,
    changed,
    set: <F extends FieldName>(field: F, value: Fields[F]) => setDraft((old) => withField(old, stored, field, value)),
    /** Returns the way back: to what was typed, under what was typed since; also once this page has been left. */
    discard: () => {
      write(key, null);
      setDraft({ version: stored.version, values: {}, before: {} });
      return () => putBack(key, draft);
    },
    /** One's own doing made `onto` of version `from`: what was typed there goes on from it. What was begun earlier asks. */
    follow: (from: number, onto: Agent) => setDraft((old) => (old.version === from ? rebased(old, onto) : old)),
    /** Goes on from a newer version with what was typed; `without` lists fields given up. */
    rebase: (onto: Agent, without: readonly FieldName[] = []) =>
      setDraft((old) => {
        const values = Object.fromEntries(
          Object.entries(old.values).filter(([name]) => !without.some((one) => one === name)),
        );
        return rebased({ ...old, values }, onto);
      }),
  };
}

export type AgentDraft = ReturnType<typeof useDraft>;

function putBack(key: string, older: Draft): void {
  const newer = read(key);
  write(key, newer === null ? older : underneath(newer, older));
  onScreen.get(key)?.(older);
}

function read(key: string): Draft | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return null;
    return 'values' in kept && 'before' in kept && 'version' in kept ? (kept as Draft) : null;
  } catch {
    return null;
  }
}

/** Storage may be full or forbidden: then what is typed lasts as long as the page. */
function write(key: string, draft: Draft | null): void {
  try {
    if (draft === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // The page goes on without.
  }
}
