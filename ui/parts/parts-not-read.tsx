import { Box, Button, Group, Text } from '@mantine/core';
import { type Query, type QueryCache, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { isRefused, isUnreachable, problemOf } from '../http/problem.ts';
import { Notice } from './notice.tsx';

declare module '@tanstack/react-query' {
  interface Register {
    /** What a read adds to a screen that stands without it, such as “the campaigns to choose among”. */
    queryMeta: { part?: string };
  }
}

/**
 * What of a screen, or of a dialog, could not be read while the rest could, and what could not be read again: says so, why,
 * and tries again. Reads that a screen cannot do without speak for themselves (`Loaded`, `DataTable`).
 */
export function PartsNotRead() {
  const cache = useQueryClient().getQueryCache();
  // A text, so that it stays the same while nothing changes.
  const hashes = useSyncExternalStore(
    (listener) => cache.subscribe(listener),
    () => hashesInTrouble(cache),
  );
  if (hashes === '') return null;
  const queries = hashes.split('\n').flatMap((hash) => cache.get(hash) ?? []);
  const lacking = [...new Set(queries.flatMap((query) => partOf(query) ?? []))];
  const problems = new Set(queries.map(({ state }) => problemOf(state.error).title));
  return (
    <Box role="alert" data-part mb="md">
      <Notice tone="warn" title={lacking.length === 0 ? 'What you see may be old' : `Not read: ${lacking.join('; ')}`}>
        <Group gap="sm" justify="space-between">
          <Text size="sm">
            {[...problems].join('. ')}. {problemOf(queries[0]?.state.error).detail} The rest can be used.
          </Text>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => queries.forEach((query) => void query.fetch().catch(() => undefined))}
          >
            Try again
          </Button>
        </Group>
      </Notice>
    </Box>
  );
}

function hashesInTrouble(cache: QueryCache): string {
  return cache
    .getAll()
    .filter((query) => query.isActive() && query.state.status === 'error' && isTold(query))
    .map(({ queryHash }) => queryHash)
    .join('\n');
}

/**
 * What the role may not see is left out without a word; that nothing is heard at all is the banner’s to say; a list says
 * itself that it could not be read further.
 */
function isTold({ state, meta }: Query): boolean {
  if (state.data !== undefined) return !isUnreachable(state.error) && !state.fetchMeta?.fetchMore;
  return meta?.part !== undefined && !isRefused(state.error);
}

function partOf({ state, meta }: Query): string | undefined {
  return state.data === undefined ? meta?.part : undefined;
}
