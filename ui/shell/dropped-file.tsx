import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

interface DroppedFile {
  file: File | null;
  put(file: File | null): void;
}
const Context = createContext<DroppedFile>({ file: null, put: () => undefined });

/** Carries a dropped file from wherever it fell to the screen that reads it. */
export function DroppedFileProvider({ children }: { children: ReactNode }) {
  const [file, put] = useState<File | null>(null);
  const value = useMemo(() => ({ file, put }), [file]);
  return <Context value={value}>{children}</Context>;
}

export function useDroppedFile(): DroppedFile {
  return useContext(Context);
}
