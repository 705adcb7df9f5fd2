import { useCallback, useState } from 'react';

/** As `useState`, for words somebody types: kept in this tab across reloads, until `forget`. */
export function useKept<T>(key: string, initial: T): [T, (value: T) => void, () => void] {
  const name = `ringfence:${key}`;
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

function read<T>(name: string): T | undefined {
  try {
    const text = sessionStorage.getItem(name);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
