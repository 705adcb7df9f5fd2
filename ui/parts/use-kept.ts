import { useCallback, useState } from 'react';

const PREFIX = 'ringfence:';
const WHOSE = `${PREFIX}of`;

/** As `useState`, for words somebody types: kept in this tab across reloads, until `forget`. */
export function useKept<T>(key: string, initial: T): [T, (value: T) => void, () => void] {
  const name = PREFIX + key;
  const [value, setValue] = useState<T>(() => read(name) ?? initial);
  const keep = useCallback(
    (next: T) => {
      setValue(next);
      sessionStorage.setItem(name, JSON.stringify(next));
    },
    [name],
  );
  const forget = useCallback(() => sessionStorage.removeItem(name), [name]);
  return [value, keep, forget];
}

/** What somebody typed is not shown to the next person who signs in, in the same tab. */
export function keepOnlyFor(user: string): void {
  if (sessionStorage.getItem(WHOSE) === user) return;
  // What was typed before anybody was signed in, such as the set-up, is nobody else’s.
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
  sessionStorage.setItem(WHOSE, user);
}

function read<T>(name: string): T | undefined {
  try {
    const text = sessionStorage.getItem(name);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
