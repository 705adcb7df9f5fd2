import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';

/** The screens that read a file, by their addresses. */
export type FileScreen = '/campaigns/new' | '/leads/import' | '/compliance/ask/many';

interface Dropped {
  file: File;
  on: FileScreen;
}
interface DroppedFile {
  dropped: Dropped | null;
  drop(dropped: Dropped | null): void;
}
const Context = createContext<DroppedFile>({ dropped: null, drop: () => undefined });

/** Carries a dropped file from wherever it fell to the screen that reads it. */
export function DroppedFileProvider({ children }: { children: ReactNode }) {
  const [dropped, drop] = useState<Dropped | null>(null);
  const value = useMemo(() => ({ dropped, drop }), [dropped]);
  return <Context value={value}>{children}</Context>;
}

/** The file for one screen, and another one or none in its place: numbers to ask about are no list of leads elsewhere. */
export function useDroppedFile(screen: FileScreen): { file: File | null; put: (file: File | null) => void } {
  const { dropped, drop } = useContext(Context);
  const put = useCallback((file: File | null) => drop(file && { file, on: screen }), [drop, screen]);
  return { file: dropped?.on === screen ? dropped.file : null, put };
}

/** Puts a file before the screen that is to read it. */
export function useDrop(): DroppedFile['drop'] {
  return useContext(Context).drop;
}
