import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import {
  cancelDoNotCallImportMutation,
  getDoNotCallImportOptions,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import type { DncImport } from '../../../api-client/types.gen.ts';
import { useAct } from '../../../http/use-act.ts';
import { figure } from '../../../parts/figures.ts';
import { Moment } from '../../../parts/moment.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Stat, Stats } from '../../../parts/stat.tsx';
import { Loaded } from '../../../parts/states.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { GoingOn, isGoingOn, JobStatusBadge, whileGoingOn } from '../job.tsx';
import { listLabel } from '../words.ts';
import { ReadFile } from './read-file.tsx';

const UP = { label: 'Lists', to: '/compliance/lists' } as const;

/** One file of numbers: it is read without this page, and what became of its lines stays here. */
export function OneImport() {
  const { id } = useParams({ from: '/frame/compliance/imports/$id' });
  const one = useQuery({
    ...getDoNotCallImportOptions({ path: { id } }),
    refetchInterval: ({ state }) => whileGoingOn([state.data]),
  });
  return (
    <Loaded of={one} what="see imports of numbers" head={{ title: 'A file of numbers', up: UP }}>
      {(data) => <Shown one={data} />}
    </Loaded>
  );
}

function Shown({ one }: { one: DncImport }) {
  const mayWrite = useMay('dnc:write');
  const cancel = useAct(cancelDoNotCallImportMutation());
  return (
    <>
      <PageHeader
        up={UP}
        title={one.fileName || 'A file of numbers'}
        beside={<JobStatusBadge status={one.status} />}
        lead={
          <>
            For: {listLabel(one.list)}. {one.reason || one.source ? `${one.reason || one.source}. ` : ''}
            Sent <Moment at={one.createdAt} /> by <Actor by={one.createdBy} />.
            {one.expiresAt !== null && (
              <>
                {' '}
                Listed until <Moment at={one.expiresAt} />.
              </>
            )}
          </>
        }
      />
      <Stack gap="md">
        {isGoingOn(one) && (
          <div role="status">
            <GoingOn
              done={one.progress}
              total={1}
              label="Reading the file"
              stop={{
                may: mayWrite,
                label: 'Stop reading',
                pending: cancel.isPending,
                onStop: () => cancel.mutate({ path: { id: one.id } }),
              }}
            />
            <Text size="sm">
              {Math.round(one.progress * 100)} % listed. You can leave this page. Numbers that were read stay on the
              list.
            </Text>
          </div>
        )}
        {cancel.error && <ProblemNotice error={cancel.error} />}
        {one.error !== null && <ProblemNotice error={{ title: 'Not read to its end', detail: one.error, status: 0 }} />}
        <Stats>
          <Stat label="Lines" value={figure(one.lines)} />
          <Stat label="Added" value={figure(one.added)} />
          <Stat label="Listed before" value={figure(one.alreadyListed)} />
          <Stat label="Not readable" value={figure(one.bad)} />
          <Stat label="Leads ended" value={figure(one.leadsEnded)} />
          <Stat label="Calls hung up" value={figure(one.callsHungUp)} />
        </Stats>
        <ReadFile badLines={one.badLines} sha256={one.sha256} />
      </Stack>
    </>
  );
}
