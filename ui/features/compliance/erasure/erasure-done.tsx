import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listLedgerOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Erasure } from '../../../api-client/types.gen.ts';
import { figure } from '../../../parts/figures.ts';
import { AnchorLink } from '../../../parts/links.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { Stat, Stats } from '../../../parts/stat.tsx';
import { WordList } from './word-list.tsx';

/** What an erasure took and left, with its entry of the ledger once that is sealed. */
export function ErasureDone({ done }: { done: Erasure }) {
  const entries = useQuery({
    ...listLedgerOptions({ query: { kind: 'erasure', limit: 50 } }),
    meta: { part: 'its entry in the ledger' },
    // Sealed seconds after it was written.
    refetchInterval: ({ state: { data } }) =>
      typeof data?.items.find(({ id }) => id === done.ledgerEntry)?.seq === 'number' ? false : 2_000,
  });
  const seq = entries.data?.items.find(({ id }) => id === done.ledgerEntry)?.seq ?? null;
  return (
    <Stack gap="md">
      <Panel title="Erased" note={<Moment at={done.erasedAt} />}>
        <Stack gap="sm" role="status" aria-live="polite">
          <Stats>
            <Stat label="Leads without a name" value={figure(done.leads)} />
            <Stat label="Numbers removed, never called" value={figure(done.numbers)} />
            <Stat label="Transcripts removed" value={figure(done.transcripts)} />
          </Stats>
          <Text size="sm" component="div">
            Written to the ledger:{' '}
            {seq === null ? (
              <span className="quiet">sealed within seconds</span>
            ) : (
              <AnchorLink to="/compliance/ledger" search={{ kind: 'erasure', entry: seq }} inherit underline="always">
                {`entry #${seq}, with its proof`}
              </AnchorLink>
            )}
          </Text>
        </Stack>
      </Panel>
      <Panel title="What stays, and under which law">
        <WordList words={done.kept} />
      </Panel>
    </Stack>
  );
}
