import { Button, Skeleton, Text, VisuallyHidden } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useEffect, useMemo, useRef } from 'react';
import { problemOf } from '../http/problem.ts';
import classes from './data-table.module.css';
import { ProblemNotice } from './problem-notice.tsx';
import { AwaitsNetwork, NoPermission } from './states.tsx';

export interface Column<T> {
  key: string;
  title: string;
  /** A CSS grid track, such as `minmax(120px, 2fr)`. */
  width: string;
  cell: (row: T) => ReactNode;
  align?: 'end';
  /** Left out on phones. */
  wideOnly?: boolean;
}

type RowLink<T> = (row: T) => Pick<LinkProps, 'to' | 'params' | 'search'>;

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

const ROW_HEIGHT = 40;

/**
 * A list of any length: pages come from the server as they are scrolled to, and only the rows in sight exist. The first
 * column is the link of the row.
 */
export function DataTable<T extends { id: string }>({
  label,
  query,
  columns,
  link,
  empty,
  what,
  rowHeight = ROW_HEIGHT,
}: {
  label: string;
  query: UseInfiniteQueryResult<InfiniteData<Page<T>, unknown>, unknown>;
  columns: readonly Column<T>[];
  /** The same function each time, so that rows which did not change are not drawn anew. */
  link?: RowLink<T>;
  empty: ReactNode;
  /** Completes “may not …”. */
  what: string;
  rowHeight?: number;
}) {
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const cellsOf = useMemo(() => keepCells(columns, link), [columns, link]);
  const body = useRef<HTMLDivElement>(null);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: body.current?.offsetTop ?? 0,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  // What failed is asked again by a press only: an answer that stays a refusal would be asked for without end.
  const mayGoOn = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (mayGoOn && last >= rows.length - 20) void fetchNextPage();
  }, [last, rows.length, mayGoOn, fetchNextPage]);

  if (query.data === undefined && query.isPaused) return <AwaitsNetwork />;
  if (query.data === undefined && query.error) {
    if (problemOf(query.error).status === 403) return <NoPermission what={what} />;
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.data !== undefined && rows.length === 0) return <>{empty}</>;

  const wide = columns.map(({ width }) => width).join(' ');
  const narrow = columns
    .filter(({ wideOnly }) => !wideOnly)
    .map(({ width }) => width)
    .join(' ');
  const tracks = { '--wide': wide, '--narrow': narrow } as CSSProperties;
  return (
    <div className={classes.table} style={tracks}>
      <div role="table" aria-label={label} aria-rowcount={-1}>
        <div role="rowgroup" className={classes.head}>
          <div role="row" className={classes.row}>
            {columns.map((column) => (
              <div key={column.key} role="columnheader" className={cellClass(column)}>
                {column.title}
              </div>
            ))}
          </div>
        </div>
        {query.data === undefined ? (
          <LoadingRows columns={columns} />
        ) : (
          <div ref={body} role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
            {shown.map(({ index, start }) => {
              const row = rows[index];
              if (!row) return null;
              const top = start - virtual.options.scrollMargin;
              const place = { height: rowHeight, transform: `translateY(${top}px)` };
              return (
                <div key={row.id} role="row" aria-rowindex={index + 2} className={classes.item} style={place}>
                  {cellsOf(row)}
                </div>
              );
            })}
          </div>
        )}
      </div>
      <div className={classes.foot} role="status" aria-label={query.data === undefined ? 'Loading' : undefined}>
        <Text size="xs" className="quiet">
          {query.data === undefined ? (
            <VisuallyHidden>Loading</VisuallyHidden>
          ) : (
            foot(rows.length, hasNextPage, isFetchingNextPage)
          )}
        </Text>
        {isFetchNextPageError && !isFetchingNextPage && (
          <Text size="xs" component="div" role="alert">
            The next could not be read: {problemOf(query.error).title}.{' '}
            <Button size="compact-xs" variant="default" onClick={() => void fetchNextPage()}>
              Try again
            </Button>
          </Text>
        )}
      </div>
    </div>
  );
}

/** Cells of a row stay the same elements while the row stays the same: scrolling draws only what is new to the window. */
function keepCells<T extends { id: string }>(columns: readonly Column<T>[], link: RowLink<T> | undefined) {
  const kept = new WeakMap<T, ReactNode>();
  return (row: T): ReactNode => {
    const cells =
      kept.get(row) ??
      columns.map((column, position) => (
        <div key={column.key} role="cell" className={cellClass(column)}>
          {position === 0 && link ? (
            <Link {...link(row)} className={classes.link}>
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </div>
      ));
    kept.set(row, cells);
    return cells;
  };
}

function cellClass<T>({ align, wideOnly }: Column<T>): string {
  return [classes.cell, align === 'end' ? classes.end : '', wideOnly ? classes.wideOnly : ''].join(' ');
}

function foot(count: number, more: boolean, loading: boolean): string {
  if (loading) return 'Reading more …';
  if (count === 0) return '';
  return more ? `${count} so far, more below` : `${count} in all`;
}

function LoadingRows<T>({ columns }: { columns: readonly Column<T>[] }) {
  return (
    <div role="rowgroup">
      {Array.from({ length: 8 }, (_, row) => (
        <div key={row} role="row" className={classes.row} style={{ height: ROW_HEIGHT }}>
          {columns.map((column) => (
            <div key={column.key} role="cell" className={cellClass(column)}>
              <Skeleton height={10} width={`${80 - ((row * 13) % 35)}%`} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
