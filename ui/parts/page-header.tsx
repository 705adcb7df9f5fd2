import { Group, Text, Title } from '@mantine/core';
import { type LinkProps, useLocation } from '@tanstack/react-router';
import { IconHelp } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useNoteVisit } from './recent.tsx';
import classes from './page-header.module.css';
import { guideOf } from './help-places.ts';
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
          <GuideLink />
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

/** To the page of the help that tells of this screen. */
function GuideLink() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  if (path.startsWith('/help')) return null;
  return (
    <AnchorLink
      to="/help/page/$"
      params={{ _splat: guideOf(path) }}
      className={classes.guide ?? ''}
      aria-label="Guide to this screen"
      title="Guide to this screen"
    >
      <IconHelp size={18} stroke={1.6} aria-hidden />
    </AnchorLink>
  );
}
