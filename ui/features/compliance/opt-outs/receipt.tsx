import { Grid, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { getOptOutOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { OptOutReceipt } from '../../../api-client/types.gen.ts';
import { duration } from '../../../parts/figures.ts';
import { AnchorLink } from '../../../parts/links.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { SmallTable } from '../../../parts/small-table.tsx';
import { Stat, Stats } from '../../../parts/stat.tsx';
import { Loaded } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { TemporalLink } from '../../../parts/temporal-link.tsx';
import { Actor } from '../actor.tsx';
import { OPT_OUT_TONES, sourceLabel } from '../words.ts';
import classes from './receipt.module.css';

const UP = { label: 'Opt-outs', to: '/compliance/opt-outs' } as const;

/** What one opt-out reached, place by place, as the proof goes on. */
export function Receipt() {
  const { id } = useParams({ from: '/frame/compliance/opt-outs/$id' });
  const receipt = useQuery({
    ...getOptOutOptions({ path: { id } }),
    // Its entries are sealed seconds after it is proven.
    refetchInterval: ({ state: { data } }) =>
      data?.status === 'open' || data?.ledger.some(({ seq }) => seq === null) ? 2_000 : false,
  });
  return (
    <Loaded of={receipt} what="see opt-outs" head={{ title: 'An opt-out', up: UP }}>
      {(data) => <Shown receipt={data} />}
    </Loaded>
  );
}

const SENTENCES = {
  open: 'In effect. The proof looks at every place until nothing is left; this page follows it.',
  proven: 'Proven: every place was seen to be done, and the receipt is in the ledger.',
  undone: 'Somebody took the number off the list before every place was proven.',
} as const;

/** Most places are done within milliseconds. */
function tookWords(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : duration(ms);
}

function foundWords({ place, found, done, verified }: OptOutReceipt['places'][number]): string {
  if (place === 'suppression-list') return 'the entry is written';
  if (found === 0) return 'nothing was there';
  return `${found} found, ${done} ended, ${verified} seen to be over`;
}

function Shown({ receipt }: { receipt: OptOutReceipt }) {
  return (
    <>
      <PageHeader
        up={UP}
        title={`Opt-out of ${receipt.number}`}
        beside={
          <StatusBadge tone={OPT_OUT_TONES[receipt.status] ?? 'quiet'} pulse={receipt.status === 'open'}>
            {receipt.status}
          </StatusBadge>
        }
        actions={<TemporalLink url={receipt.workflowUrl} />}
        lead={
          <span role="status" aria-live="polite">
            {SENTENCES[receipt.status]}
          </span>
        }
      />
      <Stack gap="md">
        <Stats>
          <Stat
            label="In effect everywhere after"
            value={receipt.effectiveMs === null ? 'pending' : tookWords(receipt.effectiveMs)}
            note="from hearing of it"
          />
          <Stat
            label="Listed after"
            value={tookWords(Date.parse(receipt.suppressedAt) - Date.parse(receipt.receivedAt))}
          />
          <Stat
            label="Carrier’s last answer"
            value={receipt.carrierMs === null ? '–' : tookWords(receipt.carrierMs)}
            note={receipt.carrierMs === null ? 'no call was up, or one still is' : undefined}
          />
          <Stat label="Looks of the proof" value={receipt.checks} />
        </Stats>
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Panel title="Every place in which it must hold">
              <ol className={classes.places}>
                {receipt.places.map((place) => (
                  <li key={place.place} data-state={place.state}>
                    <span className={classes.mark} aria-hidden />
                    <span>
                      {place.label}
                      <Text size="xs" className="quiet" component="div">
                        {foundWords(place)}
                      </Text>
                    </span>
                    <span className={classes.took}>
                      {place.state}
                      {place.doneMs !== null && <span className="quiet"> {tookWords(place.doneMs)}</span>}
                    </span>
                  </li>
                ))}
              </ol>
              {receipt.slowest !== null && (
                <Text size="xs" className="quiet" mt="xs">
                  Last: {receipt.places.find(({ place }) => place === receipt.slowest?.place)?.label ?? ''} after{' '}
                  {tookWords(receipt.slowest.ms)}
                </Text>
              )}
            </Panel>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Panel title="What was said">
              <dl className={classes.facts}>
                <dt>Heard of</dt>
                <dd>
                  <Moment at={receipt.receivedAt} /> by {sourceLabel(receipt.source)}
                </dd>
                <dt>Why</dt>
                <dd>{receipt.reason || 'Not said.'}</dd>
                <dt>Recorded by</dt>
                <dd>
                  <Actor by={receipt.createdBy} />
                </dd>
                <dt>The list</dt>
                <dd>{receipt.newlyListed ? 'New on it' : 'Was on it before'}</dd>
                {receipt.callId !== null && (
                  <>
                    <dt>In</dt>
                    <dd>
                      <AnchorLink to="/calls/$id" params={{ id: receipt.callId }} inherit underline="always">
                        this call
                      </AnchorLink>
                    </dd>
                  </>
                )}
                <dt>Ledger</dt>
                <dd>
                  {receipt.ledger.map(({ id, kind, seq }) => (
                    <div key={id}>
                      {kind}{' '}
                      {seq === null ? (
                        <span className="quiet">sealed within seconds</span>
                      ) : (
                        <AnchorLink to="/compliance/ledger" search={{ entry: seq }} inherit underline="always">
                          {`#${seq}`}
                        </AnchorLink>
                      )}
                    </div>
                  ))}
                </dd>
              </dl>
            </Panel>
          </Grid.Col>
        </Grid>
        {receipt.effects.length > 0 && (
          <Panel title="One by one" flush>
            <SmallTable label="Effects" heads={['Place', 'What was done', 'Found', 'Done', 'Seen over']} minWidth={560}>
              {receipt.effects.map((effect) => (
                <Table.Tr key={effect.place + effect.ref}>
                  <Table.Td>
                    {receipt.places.find(({ place }) => place === effect.place)?.label ?? effect.place}
                  </Table.Td>
                  <Table.Td>{effect.action}</Table.Td>
                  <Table.Td>
                    <Moment at={effect.foundAt} />
                  </Table.Td>
                  <Table.Td>
                    <Moment at={effect.doneAt} />
                  </Table.Td>
                  <Table.Td>
                    <Moment at={effect.verifiedAt} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </SmallTable>
          </Panel>
        )}
      </Stack>
    </>
  );
}
