import type { ReactNode } from 'react';
import classes from './filters.module.css';

/** What narrows a list, above it: in a row, on a phone two beside each other. */
export function Filters({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="search" aria-label={label} className={classes.filters}>
      {children}
    </div>
  );
}
