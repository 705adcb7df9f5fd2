import { Box, Button, Stack, Switch, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  listOverridesOptions,
  listProvisionsOptions,
  withdrawOverrideMutation,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Override, Provision } from '../../../api-client/types.gen.ts';
import { useAct } from '../../../http/use-act.ts';
import { Confirm } from '../../../parts/confirm.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Notice } from '../../../parts/notice.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ACTIONS, SmallTable } from '../../../parts/small-table.tsx';
import { Empty, Loaded } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { useNow } from '../../../parts/use-now.ts';
import { useMay } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { requirementWords } from '../rules/requirement-words.ts';
import { RecordOverride } from './record-override.tsx';

/** Where an owner decided to be laxer than a rule: what, why, who, when, until when. */
export function Overrides() {
  const [all, setAll] = useState(false);
  const [taking, setTaking] = useState<Override | null>(null);
  const mayOverride = useMay('compliance:override');
  const mayWithdraw = useMay('compliance:write');
  const overrides = useQuery(listOverridesOptions({ query: all ? { withdrawn: 'true' } : {} }));
  const provisions = useQuery({ ...listProvisionsOptions(), staleTime: 30_000, meta: { part: 'the rules' } });
  const provisionOf = (id: string) => provisions.data?.items.find((one) => one.id === id);
  return (
    <Stack gap="md">
      <Notice tone="info">
        An overridden rule is asked all the same: each finding says what it would have said, and why it passed. Words
        that must be spoken are not silenced.
      </Notice>
      <Panel
        title="Overrides"
        note={mayOverride ? 'An owner records them; compliance may withdraw them.' : 'An owner records them.'}
        aside={mayOverride && <RecordOverride />}
        flush
      >
        <Box px="md" py="xs">
          <Switch
            label="Also those withdrawn"
            checked={all}
            onChange={(event) => setAll(event.currentTarget.checked)}
          />
        </Box>
        <Loaded of={overrides} what="see overrides">
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="None: every rule is followed" />
            ) : (
              <SmallTable label="Overrides" heads={['Rule', 'Why', 'Who', 'From', 'Until', ACTIONS]} minWidth={720}>
                {items.map((one) => (
                  <Table.Tr key={one.id}>
                    <Table.Td style={{ width: '30%' }}>
                      <What id={one.provision} provision={provisionOf(one.provision)} />
                    </Table.Td>
                    <Table.Td style={{ width: '26%' }}>{one.reason}</Table.Td>
                    <Table.Td>
                      <Actor by={one.createdBy} />
                    </Table.Td>
                    <Table.Td>
                      <Moment at={one.from} />
                    </Table.Td>
                    <Table.Td>
                      <Until one={one} />
                    </Table.Td>
                    <Table.Td ta="right">
                      {one.withdrawnAt === null && mayWithdraw && (
                        <Button size="compact-xs" variant="default" onClick={() => setTaking(one)}>
                          Withdraw …
                        </Button>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </SmallTable>
            )
          }
        </Loaded>
      </Panel>
      {taking && <Withdraw one={taking} onClose={() => setTaking(null)} />}
    </Stack>
  );
}

function What({ id, provision }: { id: string; provision: Provision | undefined }) {
  return (
    <>
      <Text size="sm" fw={600}>
        {provision?.title ?? id}
      </Text>
      {provision && <Text size="xs">{requirementWords(provision.requires)}</Text>}
      <Text size="xs" className="quiet">
        {id}
      </Text>
    </>
  );
}

function Until({ one }: { one: Override }) {
  const now = useNow(60_000);
  if (one.withdrawnAt !== null)
    return (
      <>
        <StatusBadge tone="quiet">withdrawn</StatusBadge>
        <Text size="xs" className="quiet" component="div">
          <Moment at={one.withdrawnAt} /> by <Actor by={one.withdrawnBy} />
        </Text>
      </>
    );
  if (one.until === null) return <StatusBadge tone="warn">no end</StatusBadge>;
  return (
    <>
      <Moment at={one.until} /> {Date.parse(one.until) <= now && <StatusBadge tone="quiet">over</StatusBadge>}
    </>
  );
}

function Withdraw({ one, onClose }: { one: Override; onClose: () => void }) {
  const withdraw = useAct(withdrawOverrideMutation(), onClose);
  return (
    <Confirm
      title="Withdraw an override?"
      act="Follow the rule again"
      of={withdraw}
      onConfirm={() => withdraw.mutate({ path: { id: one.id } })}
      onClose={onClose}
    >
      {one.provision} holds again from the next dial on. The record stays, with your name; the ledger keeps both. It
      does not come back: an owner records a new one instead.
    </Confirm>
  );
}
