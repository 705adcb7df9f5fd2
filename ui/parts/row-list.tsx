import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './row-list.module.css';

/** Rows of a panel, each one link. */
export function RowList({ children }: { children: ReactNode }) {
  return <ul className={classes.rows}>{children}</ul>;
}

/** One row: its link covers it whole, what stands beside is by `className`, which says the columns. */
export function LinkedRow({
  name,
  className,
  children,
  ...to
}: Pick<LinkProps, 'to' | 'params' | 'search'> & {
  name: ReactNode;
  className: string | undefined;
  children: ReactNode;
}) {
  return (
    <li className={`${classes.row} ${className}`}>
      <Link {...to} className={`${classes.link} clip`}>
        {name}
      </Link>
      {children}
    </li>
  );
}
