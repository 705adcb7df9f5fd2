import { Grid, Group, Stack, Table, Text } from '@mantine/core';
import type { NumberSearch } from '../../../api-client/types.gen.ts';
import { counted } from '../../../parts/figures.ts';
import { AnchorLink, ButtonLink } from '../../../parts/links.tsx';
import { LeadTime, Moment, There } from '../../../parts/moment.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { PhoneNumber } from '../../../parts/phone-number.tsx';
import { SmallTable } from '../../../parts/small-table.tsx';
import { Stat, Stats } from '../../../parts/stat.tsx';
import { CallStatus, StatusBadge } from '../../../parts/status-badge.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { ConsentRows } from '../consents/consent-rows.tsx';
import { EntryRows } from '../ledger/entry-rows.tsx';
import { RecordOptOut } from '../opt-outs/record-opt-out.tsx';
import { LIST_STATES, listLabel, OPT_OUT_TONES, sourceLabel } from '../words.ts';

/** What a search found, from the answer (may it be called?) to the evidence. */
export function KnownOfNumber({ known, phone }: { known: NumberSearch; phone: string }) {
  const mayRefuse = useMay('suppressions:write');
  const mayErase = useMay('persons:erase');
  const listed = known.lists.filter(({ state }) => state === 'listed');
  const looks = known.ledger.filter(({ kind }) => kind === 'look-up');
  const decisions = known.ledger.filter(({ kind }) => kind !== 'look-up');
  const [first] = known.leads;
  return (
    <>
      <Group justify="space-between" align="center" gap="sm">
        <Group gap="sm">
          <Text size="lg" fw={640} component="div">
            <PhoneNumber masked={known.number} of={first ? { leadId: first.leadId, position: first.position } : null} />
          </Text>
          {listed.length > 0 ? (
            <StatusBadge tone="bad">do not call</StatusBadge>
          ) : (
            <StatusBadge tone="quiet">on no list that you hold</StatusBadge>
          )}
          {known.localTimes.map((time) => (
            <Text key={time.zone} size="sm" className="quiet" component="span">
              <LeadTime time={time} />
            </Text>
          ))}
        </Group>
        <Group gap="xs">
          <ButtonLink to="/compliance/ask" search={{ phone }} variant="default">
            May we call it?
          </ButtonLink>
          {mayRefuse && <RecordOptOut phone={phone} label="Record an opt-out" />}
        </Group>
      </Group>
      <Stats>
        <Stat label="People with it" value={known.leads.length} />
        <Stat label="Calls" value={known.calls.length} />
        <Stat label="Consents that hold" value={known.consents.filter(({ revokedAt }) => revokedAt === null).length} />
        <Stat label="Opt-outs" value={known.optOuts.length} />
        <Stat label="Looked at before" value={looks.length} note={looks.length === 1 ? 'time' : 'times'} />
      </Stats>
      {known.cutShort.length > 0 && (
        <Text size="sm" role="status">
          There are more {known.cutShort.join(', ')} than this page shows; the newest are here.
        </Text>
      )}
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="md">
            <Panel title="Who has it">
              {known.leads.length === 0 ? (
                <Text size="sm">Nobody in your lists.</Text>
              ) : (
                known.leads.map(({ leadId, name, listName }) => (
                  <Group key={leadId} justify="space-between" gap="xs" py={3}>
                    <AnchorLink to="/leads/$id" params={{ id: leadId }} size="sm" underline="always">
                      {name}
                    </AnchorLink>
                    <Group gap="xs">
                      <Text size="xs" className="quiet">
                        {listName}
                      </Text>
                      {mayErase && (
                        <AnchorLink to="/compliance/erasure" search={{ lead: leadId }} size="xs" underline="always">
                          Erase …
                        </AnchorLink>
                      )}
                    </Group>
                  </Group>
                ))
              )}
            </Panel>
            <Panel title="Do-not-call lists" note="Each one that you hold and that speaks of such numbers">
              {known.lists.map(({ list, state, since, validUntil }) => (
                <Group key={list} justify="space-between" gap="xs" py={3} wrap="nowrap">
                  <div>
                    <Text size="sm">{listLabel(list)}</Text>
                    <Text size="xs" className="quiet" component="div">
                      {since !== null && (
                        <>
                          since <Moment at={since} />
                        </>
                      )}
                      {since !== null && validUntil !== null && ' · '}
                      {validUntil !== null && (
                        <>
                          good until <Moment at={validUntil} />
                        </>
                      )}
                    </Text>
                  </div>
                  <StatusBadge tone={LIST_STATES[state]?.tone ?? 'quiet'}>
                    {LIST_STATES[state]?.label ?? state}
                  </StatusBadge>
                </Group>
              ))}
              {known.suppressions.map((one) => (
                <Text key={one.id} size="xs" className="quiet" component="div" pt={4}>
                  Listed <Moment at={one.createdAt} /> by <Actor by={one.createdBy} />, heard of by{' '}
                  {sourceLabel(one.source)}
                  {one.reason !== '' && `: ${one.reason}`}
                  {one.removedAt !== null && (
                    <>
                      . Taken off <Moment at={one.removedAt} /> by <Actor by={one.removedBy} />: {one.removedReason}
                    </>
                  )}
                </Text>
              ))}
            </Panel>
            <Panel title="Opt-outs" note="Each with its receipt">
              {known.optOuts.length === 0 && <Text size="sm">None.</Text>}
              {known.optOuts.map((one) => (
                <Group key={one.id} justify="space-between" gap="xs" py={3} wrap="nowrap">
                  <AnchorLink to="/compliance/opt-outs/$id" params={{ id: one.id }} size="sm" underline="always">
                    <Moment at={one.receivedAt} />, by {sourceLabel(one.source)}
                  </AnchorLink>
                  <StatusBadge tone={OPT_OUT_TONES[one.status] ?? 'quiet'}>{one.status}</StatusBadge>
                </Group>
              ))}
            </Panel>
            <Panel title="Who looked" note="Searches, checks and revealed numbers, before this one">
              <EntryRows entries={looks} empty="Nobody before you." />
            </Panel>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="md">
            <Panel title="Calls" note={counted(known.calls.length, 'call')} flush>
              {known.calls.length === 0 ? (
                <Text size="sm" p="md">
                  It was never called.
                </Text>
              ) : (
                <SmallTable label="Calls" heads={['When', 'Who', 'Outcome', 'Campaign']} minWidth={420}>
                  {known.calls.map((call) => (
                    <Table.Tr key={call.id}>
                      <Table.Td>
                        <AnchorLink to="/calls/$id" params={{ id: call.id }} size="sm" underline="always">
                          <Moment at={call.answeredAt ?? call.endedAt ?? call.dueAt} />
                        </AnchorLink>
                        <There at={call.answeredAt ?? call.endedAt ?? call.dueAt} local={call.local} />
                      </Table.Td>
                      <Table.Td>{call.leadName ?? '–'}</Table.Td>
                      <Table.Td>
                        <CallStatus state={call.state} label={call.dispositionLabel} />
                      </Table.Td>
                      <Table.Td>{call.campaignName ?? '–'}</Table.Td>
                    </Table.Tr>
                  ))}
                </SmallTable>
              )}
            </Panel>
            <Panel title="Consents" note="Of everybody who has the number" flush>
              <ConsentRows consents={known.consents} />
            </Panel>
            <Panel title="Decisions" note="Verdicts, dials, outcomes and opt-outs, as the ledger has them">
              <EntryRows entries={decisions} empty="None yet." />
            </Panel>
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}
