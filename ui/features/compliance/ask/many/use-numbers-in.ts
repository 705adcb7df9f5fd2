import { useEffect, useState } from 'react';
import { numbersIn } from './numbers-in-file.ts';
import { textOfFile } from './text-of-file.ts';

type Read = { of: File } & ({ found: ReturnType<typeof numbersIn> } | { error: unknown });

/** The numbers of a file, or why it could not be read; null while it is read. Never those of the file before. */
export function useNumbersIn(file: File | null): Read | null {
  const [read, setRead] = useState<Read | null>(null);
  useEffect(() => {
    if (file === null) return undefined;
    let isCurrent = true;
    const tell = (next: Read) => isCurrent && setRead(next);
    textOfFile(file).then(
      (text) => tell({ of: file, found: numbersIn(text) }),
      (error: unknown) => tell({ of: file, error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [file]);
  return read?.of === file ? read : null;
}
