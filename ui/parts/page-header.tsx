import { Group, Text, Title } from '@mantine/core';
import { type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useNoteVisit } from './recent.tsx';
import classes from './page-header.module.css';
import { AnchorLink } from './links.tsx';

/** The head of a screen: where one is, its name, what can be done. Also the title of the window. */
export function PageHeader({
  title,
  up,
  beside,
  lead,
  actions,
  isRead = true,
}: {
  title: string;
  /** The list that this is one of. */
  up?: { label: string; to: LinkProps['to'] };
  /** Next to the name, such as a state. */
  beside?: ReactNode;
  /** One sentence under it. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** False while nobody knows what this is called. */
  isRead?: boolean;
}) {
  useEffect(() => {
    document.title = `${title} · Ringfence`;
  }, [title]);
  useNoteVisit(title, isRead ? up?.label : undefined);
  return (
    <header className={classes.header}>
      <div className={classes.text}>
        {up && (
          <AnchorLink to={up.to} size="xs" className={classes.up ?? ''}>
            ← {up.label}
          </AnchorLink>
        )}
        <Group gap="sm">
          <Title order={1}>{title}</Title>
          {beside}
        </Group>
        {lead && (
          <Text size="sm" className="quiet" component="div">
            {lead}
          </Text>
        )}
      </div>
      {actions && <Group gap="xs">{actions}</Group>}
    </header>
  );
}
