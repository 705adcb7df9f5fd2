import { useCallback, useEffect, useState } from 'react';

const PREFIX = 'ringfence:';
const WHOSE = `${PREFIX}of`;

/** As `useState`, for words somebody types: kept in this tab across reloads, until `forget`. Never for a secret. */
export function useKept<T>(key: string, initial: T): [T, (value: T) => void, () => void] {
  const name = PREFIX + key;
  const [value, setValue] = useState<T>(() => read(name) ?? initial);
  const keep = useCallback(
    (next: T) => {
      setValue(next);
      write(name, next);
    },
    [name],
  );
  const forget = useCallback(() => sessionStorage.removeItem(name), [name]);
  return [value, keep, forget];
}

/**
 * Which dialog is open: a reload opens it again with what was typed in it, going elsewhere closes it. `closed` is the value
 * of none. The last of the three lets a reload close it, too.
 */
export function useKeptOpen<T>(key: string, closed: T): [T, (to: T) => void, () => void] {
  const name = `${PREFIX}${key}:open`;
  const [open, setOpen] = useState<T>(() => read(name) ?? closed);
  useEffect(() => {
    if (open === closed) return undefined;
    write(name, open);
    // Not run by a reload.
    return () => sessionStorage.removeItem(name);
  }, [name, open, closed]);
  const forget = useCallback(() => sessionStorage.removeItem(name), [name]);
  return [open, setOpen, forget];
}

/** What somebody typed is not shown to the next person who signs in, in the same tab. */
export function keepOnlyFor(user: string): void {
  if (sessionStorage.getItem(WHOSE) === user) return;
  // What was typed before anybody was signed in, such as the set-up, is nobody else’s.
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
  sessionStorage.setItem(WHOSE, user);
}

/** Storage may be full or forbidden: then what is typed lasts as long as the page. */
function write(name: string, value: unknown): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // The page goes on without.
  }
}

function read<T>(name: string): T | undefined {
  try {
    const text = sessionStorage.getItem(name);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
