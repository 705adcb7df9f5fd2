import { Alert, Button, Group, Modal, Progress, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  activateRegistryVersionMutation,
  cancelRegistryVersionMutation,
  getRegistryVersionOptions,
  rejectRegistryVersionMutation,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import type { RegistryVersion } from '../../../api-client/types.gen.ts';
import { counted, figure } from '../../../parts/figures.ts';
import { AnchorLink } from '../../../parts/links.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Stat, Stats } from '../../../parts/stat.tsx';
import { Loaded } from '../../../parts/states.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { ScrolledTable } from '../scrolled-table.tsx';
import { listLabel } from '../words.ts';
import { VersionStatus } from './version-status.tsx';

/** One copy of a registry: reading goes on without this page; then an officer says yes or no. */
export function Version() {
  const { id } = useParams({ from: '/frame/compliance/versions/$id' });
  const version = useQuery({
    ...getRegistryVersionOptions({ path: { id } }),
    refetchInterval: ({ state }) => (state.data?.status === 'building' ? 1_000 : false),
  });
  return (
    <Loaded of={version} what="see do-not-call registries">
      {(data) => <Shown one={data} />}
    </Loaded>
  );
}

function Shown({ one }: { one: RegistryVersion }) {
  return (
    <>
      <PageHeader
        up={{ label: 'Lists', to: '/compliance/lists' }}
        title={listLabel(one.list)}
        beside={<VersionStatus status={one.status} />}
        lead={
          <>
            {one.fileName || 'A file'}, {figure(one.fileBytes)} bytes, uploaded <Moment at={one.createdAt} /> by{' '}
            <Actor by={one.createdBy} />.{' '}
            <AnchorLink to="/compliance/lists/$id" params={{ id: one.listId }} inherit underline="always">
              All copies
            </AnchorLink>
          </>
        }
      />
      <Stack gap="md">
        {one.status === 'building' && (
          <div role="status">
            <Progress value={one.progress * 100} aria-label="Reading the file" />
            <Text size="sm">{Math.round(one.progress * 100)} % read. You can leave this page.</Text>
          </div>
        )}
        {one.error !== null && <ProblemNotice error={{ title: 'It was not read', detail: one.error, status: 0 }} />}
        <Stats>
          <Stat label="Numbers" value={figure(one.numbers)} note={counted(one.areas, 'area')} />
          <Stat label="Added" value={figure(one.added)} note="to the copy in force" />
          <Stat label="Deleted" value={figure(one.deleted)} />
          <Stat label="Lines" value={figure(one.lines)} note={`${figure(one.repeated)} repeated`} />
          <Stat label="Not readable" value={figure(one.bad)} />
        </Stats>
        <Text size="sm">
          As of <Moment at={one.asOf} />, may be used until <Moment at={one.validUntil} />.
          {one.activatedAt !== null && (
            <>
              {' '}
              In force since <Moment at={one.activatedAt} />, by <Actor by={one.activatedBy} />.
            </>
          )}
        </Text>
        {one.doubts.length > 0 && (
          <Alert color="orange" variant="outline" title="Look twice" styles={{ title: { color: 'var(--warn-text)' } }}>
            <ul style={{ margin: 0, paddingInlineStart: 18 }}>
              {one.doubts.map(({ kind, sentence, areas }) => (
                <li key={kind}>
                  {sentence} {areas.length > 0 && `(${areas.slice(0, 12).join(', ')}${areas.length > 12 ? ' …' : ''})`}
                </li>
              ))}
            </ul>
          </Alert>
        )}
        <Decide one={one} />
        {one.badLines.length > 0 && (
          <Panel title="Lines that cannot be read" note="The first of them. What stands in them is not kept." flush>
            <ScrolledTable label="Lines that cannot be read" heads={['Line', 'Why']} minWidth={320}>
              {one.badLines.map(({ line, sentence }) => (
                <Table.Tr key={line}>
                  <Table.Td>{figure(line)}</Table.Td>
                  <Table.Td>{sentence}</Table.Td>
                </Table.Tr>
              ))}
            </ScrolledTable>
          </Panel>
        )}
        <Text size="xs" className="quiet" style={{ overflowWrap: 'anywhere' }}>
          SHA-256 of the file {one.sha256}
        </Text>
      </Stack>
    </>
  );
}

/** An officer's yes, no, or stop. */
function Decide({ one }: { one: RegistryVersion }) {
  const client = useQueryClient();
  const mayWrite = useMay('dnc:write');
  const [asking, setAsking] = useState(false);
  const onSuccess = () => {
    setAsking(false);
    void client.invalidateQueries();
  };
  const activate = useMutation({ ...activateRegistryVersionMutation(), onSuccess });
  const reject = useMutation({ ...rejectRegistryVersionMutation(), onSuccess });
  const cancel = useMutation({ ...cancelRegistryVersionMutation(), onSuccess });
  const error = activate.error ?? reject.error ?? cancel.error;
  const path = { path: { id: one.id } };
  if (!mayWrite) return null;
  return (
    <>
      {error && !asking && <ProblemNotice error={error} />}
      <Group gap="xs">
        {one.status === 'building' && (
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(path)}>
            Stop reading
          </Button>
        )}
        {one.status === 'awaiting-approval' && (
          <>
            <Button onClick={() => setAsking(true)}>Bring it into force …</Button>
            <Button variant="default" loading={reject.isPending} onClick={() => reject.mutate(path)}>
              Reject it
            </Button>
          </>
        )}
      </Group>
      <Modal opened={asking} onClose={() => setAsking(false)} title="Bring this copy into force?">
        <Stack gap="sm">
          <Text size="sm">
            From the next dial on, {counted(one.numbers, 'number')} of {listLabel(one.list)}{' '}
            {one.numbers === 1 ? 'is' : 'are'} not called: {figure(one.added)} more than in the copy in force, and{' '}
            {figure(one.deleted)} fewer. Your yes is written to the ledger.
          </Text>
          {activate.error && <ProblemNotice error={activate.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              Not yet
            </Button>
            <Button loading={activate.isPending} onClick={() => activate.mutate(path)}>
              Yes, bring it into force
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
