import { Anchor, Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  cancelLedgerExportMutation,
  exportLedgerMutation,
  listLedgerExportsOptions,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import type { LedgerExport } from '../../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../../http/problem.ts';
import { useAct } from '../../../http/use-act.ts';
import { useDownload } from '../../../http/use-download.ts';
import { figure } from '../../../parts/figures.ts';
import { AnchorLink } from '../../../parts/links.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { SmallTable } from '../../../parts/small-table.tsx';
import { Empty, Loaded } from '../../../parts/states.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { isGoingOn, JobProgress, JobStatusBadge, whileGoingOn } from '../job.tsx';
import { useOnce } from '../../../parts/use-once.ts';

/** Sealed files of the ledger, for whoever has to be convinced without this system. */
export function Exports() {
  const exports = useQuery({
    ...listLedgerExportsOptions({ query: { limit: 50 } }),
    refetchInterval: ({ state }) => whileGoingOn(state.data?.items ?? []),
  });
  const mayExport = useMay('ledger:export');
  return (
    <Stack gap="md">
      {mayExport && <Begin />}
      <Panel title="Exports" note="They go on without this page." flush>
        <Loaded of={exports} what="see the ledger">
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="No export yet" />
            ) : (
              <SmallTable label="Exports" heads={['Begun', 'Entries', 'State', 'File']} minWidth={520}>
                {items.map((one) => (
                  <Row key={one.id} one={one} />
                ))}
              </SmallTable>
            )
          }
        </Loaded>
      </Panel>
      <Text size="sm">
        A file proves itself: <AnchorLink to="/compliance/verify">verify one in this browser</AnchorLink>, or keep{' '}
        <Anchor href="/verify/offline.html" download="verify-ledger.html">
          the page that verifies without any server
        </Anchor>
        .
      </Text>
    </Stack>
  );
}

function Begin() {
  const [since, setSince] = useState('');
  const [until, setUntil] = useState('');
  const once = useOnce();
  const begin = useAct({ ...exportLedgerMutation(), onSettled: once.renew });
  const errors: Record<string, string> = begin.error ? fieldErrorsOf(begin.error) : {};
  const instant = (text: string) => new Date(`${text}T00:00:00`).toISOString();
  return (
    <Panel
      title="Export the ledger"
      note="Complete up to the newest seal, unless you name days. Who exported is an entry too."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          begin.mutate({
            body: { ...(since ? { since: instant(since) } : {}), ...(until ? { until: instant(until) } : {}) },
            headers: once.headers,
          });
        }}
      >
        <Group gap="sm" align="flex-end">
          <TextInput
            label="Sealed from"
            type="date"
            value={since}
            error={errors['since']}
            onChange={(event) => setSince(event.currentTarget.value)}
          />
          <TextInput
            label="Until before"
            type="date"
            value={until}
            error={errors['until']}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
          <Button type="submit" loading={begin.isPending}>
            Export
          </Button>
        </Group>
        {begin.error && <ProblemNotice error={begin.error} />}
      </form>
    </Panel>
  );
}

function Row({ one }: { one: LedgerExport }) {
  const { download, isPending } = useDownload();
  const mayExport = useMay('ledger:export');
  const cancel = useAct(cancelLedgerExportMutation());
  const all = one.toSeq === null ? null : one.toSeq - one.fromSeq;
  return (
    <Table.Tr>
      <Table.Td>
        <Moment at={one.createdAt} />
        <Text size="xs" className="quiet">
          <Actor by={one.createdBy} />
        </Text>
      </Table.Td>
      <Table.Td>
        {figure(one.written)}
        {all !== null && isGoingOn(one) && ` of ${figure(all)}`}
        {isGoingOn(one) && <JobProgress done={one.written} total={all} label="Writing the export" />}
      </Table.Td>
      <Table.Td>
        <JobStatusBadge status={one.status} />
        {one.error !== null && <Text size="xs">{one.error}</Text>}
      </Table.Td>
      <Table.Td>
        {one.status === 'completed' && mayExport && (
          <Button
            size="compact-xs"
            variant="default"
            loading={isPending}
            onClick={() =>
              download(`/api/v1/ledger/exports/${one.id}/file`, `ledger-${one.fromSeq}-${one.toSeq ?? ''}.zip`)
            }
          >
            Download{one.bytes === null ? '' : `, ${figure(Math.ceil(one.bytes / 1024))} kB`}
          </Button>
        )}
        {isGoingOn(one) && mayExport && (
          <Button
            size="compact-xs"
            variant="default"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ path: { id: one.id } })}
          >
            Stop it
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
