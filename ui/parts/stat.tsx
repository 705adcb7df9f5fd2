import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './stat.module.css';

/** One figure with its name and, small, what it is measured against. */
export function Stat({ label, value, note }: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className={classes.stat}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>
        {value}
        {note && (
          <Text span size="xs" className={`quiet ${classes.note}`}>
            {note}
          </Text>
        )}
      </dd>
    </div>
  );
}

/** Figures in a row, as many beside each other as fit. */
export function Stats({ children }: { children: ReactNode }) {
  return <dl className={classes.stats}>{children}</dl>;
}
