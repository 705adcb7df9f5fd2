import { Typography } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { type MouseEvent, useEffect } from 'react';
import { PageHeader } from '../../parts/page-header.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import classes from './help-page.module.css';
import { readPage } from './pages.ts';

/** A page of the documentation, as the build turned it into HTML (ui/documentation.ts). */
export function HelpPage() {
  const name = useParams({ strict: false })._splat ?? '';
  const page = useQuery({
    queryKey: ['help', name],
    queryFn: () => readPage(name),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Loaded of={page} what="read the help" head={{ title: 'Help', up: UP }}>
      {(read) =>
        read === null ? (
          <>
            <PageHeader title="Help" up={UP} />
            <Empty title="There is no such page">It may be of another version. The contents name every page.</Empty>
          </>
        ) : (
          <>
            <PageHeader title={read.title} up={UP} />
            <Prose html={read.html} />
          </>
        )
      }
    </Loaded>
  );
}

const UP = { label: 'Help', to: '/help' } as const;

function Prose({ html }: { html: string }) {
  const navigate = useNavigate();
  const part = useLocation({ select: ({ hash }) => hash });
  useEffect(() => {
    if (part !== '') document.getElementById(part)?.scrollIntoView();
  }, [part, html]);
  // A link to another page is gone within the app, as every other; with a key held, as the browser wants it.
  const follow = (event: MouseEvent<HTMLElement>) => {
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!anchor || !isPlain || anchor.origin !== globalThis.location.origin) return;
    event.preventDefault();
    void navigate({ href: `${anchor.pathname}${anchor.hash}` });
  };
  // oxlint-disable-next-line react/no-danger, jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- our own pages, turned at build; the links in them are links
  return <Typography className={classes.prose ?? ''} onClick={follow} dangerouslySetInnerHTML={{ __html: html }} />;
}
