import { Box, Button, Group, Text } from '@mantine/core';
import { type Query, useQueryClient } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { problemOf } from '../http/problem.ts';
import { Notice } from './notice.tsx';
import { troublesIn } from './troubles.ts';

/**
 * What of a screen, or of a dialog, could not be read while the rest could, and what could not be read again: says so, why,
 * and tries again. Reads that a screen cannot do without speak for themselves (`Loaded`, `DataTable`).
 */
export function PartsNotRead() {
  const cache = useQueryClient().getQueryCache();
  const [read] = useState(() => troublesIn(cache));
  const troubles = useSyncExternalStore((listener) => cache.subscribe(listener), read);
  if (troubles.length === 0) return null;
  const lacking = [...new Set(troubles.flatMap(({ query }) => partOf(query) ?? []))];
  const problems = new Set(troubles.map(({ error }) => problemOf(error).title));
  return (
    <Box role="alert" data-part mb="md">
      <Notice tone="warn" title={lacking.length === 0 ? 'What you see may be old' : `Not read: ${lacking.join('; ')}`}>
        <Group gap="sm" justify="space-between">
          <Text size="sm">
            {[...problems].join('. ')}. {problemOf(troubles[0]?.error).detail} The rest can be used.
          </Text>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => troubles.forEach(({ query }) => void query.fetch().catch(() => undefined))}
          >
            Try again
          </Button>
        </Group>
      </Notice>
    </Box>
  );
}

function partOf({ state, meta }: Query): string | undefined {
  return state.data === undefined ? meta?.part : undefined;
}
