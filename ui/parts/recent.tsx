import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

/** A record that was looked at, by its address. */
export interface Visited {
  readonly href: string;
  readonly label: string;
  /** What it is one of, such as “Campaigns”. */
  readonly among: string;
}

const MOST = 6;
const Context = createContext<{ visited: readonly Visited[]; note(one: Visited): void } | null>(null);

/** What one person looked at lately. It is gone with the page: names of people are not kept in a browser. */
export function RecentProvider({ children }: { children: ReactNode }) {
  const [visited, setVisited] = useState<readonly Visited[]>([]);
  const value = useMemo(
    () => ({
      visited,
      note: (one: Visited) =>
        setVisited((old) => {
          if (old[0]?.href === one.href && old[0].label === one.label) return old;
          return [one, ...old.filter(({ href }) => href !== one.href)].slice(0, MOST + 1);
        }),
    }),
    [visited],
  );
  return <Context value={value}>{children}</Context>;
}

/** Newest first, without the one in sight. */
export function useRecent(here: string): readonly Visited[] {
  const visited = useContext(Context)?.visited ?? [];
  return visited.filter(({ href }) => href !== here).slice(0, MOST);
}

/** Notes that a record is in sight; what is not one of a list is a place, not a record. */
export function useNoteVisit(label: string, among: string | undefined): void {
  const note = useContext(Context)?.note;
  useEffect(() => {
    if (among !== undefined) note?.({ href: location.pathname, label, among });
  }, [note, label, among]);
}
