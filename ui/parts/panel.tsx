import { Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './panel.module.css';

/** One question and its answer. */
export function Panel({
  title,
  note,
  aside,
  children,
  flush = false,
}: {
  title: string;
  note?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  /** The content reaches the edges. */
  flush?: boolean;
}) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <div className={classes.head}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {note && (
          <Text size="xs" className={`quiet ${classes.note}`} component="div">
            {note}
          </Text>
        )}
        {aside && <div className={classes.aside}>{aside}</div>}
      </div>
      <div className={flush ? classes.flush : classes.content}>{children}</div>
    </section>
  );
}
