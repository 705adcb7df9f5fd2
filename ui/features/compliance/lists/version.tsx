import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  activateRegistryVersionMutation,
  cancelRegistryVersionMutation,
  getRegistryVersionOptions,
  rejectRegistryVersionMutation,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import type { RegistryVersion } from '../../../api-client/types.gen.ts';
import { useAct } from '../../../http/use-act.ts';
import { Confirm } from '../../../parts/confirm.tsx';
import { counted, figure } from '../../../parts/figures.ts';
import { AnchorLink } from '../../../parts/links.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Notice } from '../../../parts/notice.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Stat, Stats } from '../../../parts/stat.tsx';
import { Loaded } from '../../../parts/states.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { listLabel } from '../words.ts';
import { ReadFile } from './read-file.tsx';
import { VersionStatus } from './version-status.tsx';

const UP = { label: 'Lists', to: '/compliance/lists' } as const;

/** One copy of a registry: reading goes on without this page; then an officer says yes or no. */
export function Version() {
  const { id } = useParams({ from: '/frame/compliance/versions/$id' });
  const version = useQuery({
    ...getRegistryVersionOptions({ path: { id } }),
    refetchInterval: ({ state }) => (state.data?.status === 'building' ? 1_000 : false),
  });
  return (
    <Loaded of={version} what="see do-not-call registries" head={{ title: 'A copy of a registry', up: UP }}>
      {(data) => <Shown one={data} />}
    </Loaded>
  );
}

function Shown({ one }: { one: RegistryVersion }) {
  return (
    <>
      <PageHeader
        up={UP}
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
          <Notice tone="warn" title="Look twice">
            <Doubts of={one} />
          </Notice>
        )}
        <Decide one={one} />
        <ReadFile badLines={one.badLines} sha256={one.sha256} />
      </Stack>
    </>
  );
}

function Doubts({ of }: { of: RegistryVersion }) {
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }}>
      {of.doubts.map(({ kind, sentence, areas, before, now }) => (
        <li key={kind}>
          {sentence}
          {kind === 'overtaken' && `: that one has ${counted(before ?? 0, 'number')}, this one ${figure(now ?? 0)}`}{' '}
          {areas.length > 0 && `(${areas.slice(0, 12).join(', ')}${areas.length > 12 ? ' …' : ''})`}
        </li>
      ))}
    </ul>
  );
}

/** What a yes means for the next calls. What the file added and deleted says nothing about a copy that came later. */
function Difference({ one }: { one: RegistryVersion }) {
  if (one.doubts.some(({ kind }) => kind === 'overtaken')) return null;
  return (
    <>
      {' '}
      That is {figure(one.added)} more than in the copy in force, and {figure(one.deleted)} fewer.
    </>
  );
}

/** An officer's yes, no, or stop. */
function Decide({ one }: { one: RegistryVersion }) {
  const mayWrite = useMay('dnc:write');
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  // A no may be for another copy that came into force meanwhile: what is doubtful now is shown before the next yes.
  const activation = { ...activateRegistryVersionMutation(), onError: () => void client.invalidateQueries() };
  const activate = useAct(activation, () => setAsking(false));
  const [ending, setEnding] = useState<'reject' | 'cancel' | null>(null);
  const reject = useAct(rejectRegistryVersionMutation(), () => setEnding(null));
  const cancel = useAct(cancelRegistryVersionMutation(), () => setEnding(null));
  const path = { path: { id: one.id } };
  if (!mayWrite) return null;
  return (
    <>
      <Group gap="xs">
        {one.status === 'building' && (
          <Button variant="default" onClick={() => setEnding('cancel')}>
            Stop reading …
          </Button>
        )}
        {one.status === 'awaiting-approval' && (
          <>
            <Button onClick={() => setAsking(true)}>Bring it into force …</Button>
            <Button variant="default" onClick={() => setEnding('reject')}>
              Reject it …
            </Button>
          </>
        )}
      </Group>
      {ending !== null && (
        <Confirm
          title={ending === 'reject' ? 'Reject this copy?' : 'Stop reading the file?'}
          act={ending === 'reject' ? 'Reject it' : 'Stop reading'}
          cancel="Not yet"
          danger
          of={ending === 'reject' ? reject : cancel}
          onConfirm={() => (ending === 'reject' ? reject : cancel).mutate(path)}
          onClose={() => setEnding(null)}
        >
          The copy in force stays as it is. This one never comes into force: the file would be uploaded anew.
        </Confirm>
      )}
      {asking && (
        <Confirm
          title="Bring this copy into force?"
          act="Yes, bring it into force"
          cancel="Not yet"
          of={activate}
          onConfirm={() => activate.mutate({ ...path, body: { over: one.comparedWith } })}
          onClose={() => setAsking(false)}
        >
          From the next dial on, {counted(one.numbers, 'number')} of {listLabel(one.list)}{' '}
          {one.numbers === 1 ? 'is' : 'are'} not called.
          <Difference one={one} /> Your yes is written to the ledger, with what is doubtful:
          <Doubts of={one} />
        </Confirm>
      )}
    </>
  );
}
