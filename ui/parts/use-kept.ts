import { useCallback, useEffect, useState } from 'react';

const PREFIX = 'ringfence:';
const WHOSE = `${PREFIX}of`;
const OPEN = ':open';

/** As `useState`, for words somebody types: kept in this tab across reloads, until `forget`. Never for a secret. */
export function useKept<T>(key: string, initial: T): [T, (value: T) => void, () => void] {
  const name = PREFIX + key;
  const [value, setValue] = useNamed<T>(name, initial);
  const keep = useCallback(
    (next: T) => {
      setValue(next);
      write(name, next);
    },
    [name, setValue],
  );
  const forget = useCallback(() => remove(name), [name]);
  return [value, keep, forget];
}

/**
 * Which dialog is open: a reload opens it again with what was typed in it, going elsewhere closes it. `closed` is the value
 * of none. The last of the three lets a reload close it, too.
 */
export function useKeptOpen<T>(key: string, closed: T): [T, (to: T) => void, () => void] {
  const name = `${PREFIX}${key}${OPEN}`;
  const [open, setOpen] = useNamed<T>(name, closed);
  useEffect(() => {
    if (open === closed) return undefined;
    write(name, open);
    // Not run by a reload.
    return () => remove(name);
  }, [name, open, closed]);
  const forget = useCallback(() => remove(name), [name]);
  return [open, setOpen, forget];
}

/** What is stored under a name; under another name another value, also where the component stays. */
function useNamed<T>(name: string, initial: T): [T, (value: T) => void] {
  const [held, setHeld] = useState(() => ({ name, value: read<T>(name) ?? initial }));
  const present = held.name === name ? held : { name, value: read<T>(name) ?? initial };
  if (present !== held) setHeld(present);
  const set = useCallback((value: T) => setHeld({ name, value }), [name]);
  return [present.value, set];
}

/** What somebody typed is not shown to the next person who signs in, in the same tab. */
export function keepOnlyFor(user: string): void {
  // Who came by an address or a link, and did not load the same page anew, left what was open.
  if (cameFromElsewhere()) forgetAll((name) => name.endsWith(OPEN));
  if (read(WHOSE) === user) return;
  // What was typed before anybody was signed in, such as the set-up, is nobody else’s.
  forgetAllKept();
  write(WHOSE, user);
}

/** Who signs out by hand leaves nothing behind. */
export function forgetAllKept(): void {
  forgetAll(() => true);
}

function cameFromElsewhere(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && entry.type === 'navigate';
}

function forgetAll(which: (name: string) => boolean): void {
  try {
    Object.keys(sessionStorage)
      .filter((name) => name.startsWith(PREFIX) && which(name))
      .forEach(remove);
  } catch {
    // Nothing was kept.
  }
}

function remove(name: string): void {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
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
