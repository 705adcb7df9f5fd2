import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import { cancelImportMutation, getImportOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Import } from '../../../api-client/types.gen.ts';
import { problemOf } from '../../../http/problem.ts';
import { saveAs } from '../../../http/save-as.ts';
import { counted, figure, roughly } from '../../../parts/figures.ts';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Stat, Stats } from '../../../parts/stat.tsx';
import { Loaded } from '../../../parts/states.tsx';
import { useMay, useSession } from '../../../session/use-session.tsx';
import classes from './import.module.css';

/** How far an import is. It goes on without this page. */
export function ImportProgress({ id }: { id: string }) {
  const read = useQuery({
    ...getImportOptions({ path: { id } }),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : 1_000),
  });
  return (
    <Loaded of={read} what="see imports">
      {(data) => <Shown one={data} />}
    </Loaded>
  );
}

export function isOver({ status }: Pick<Import, 'status'>): boolean {
  return status === 'completed' || status === 'cancelled' || status === 'failed';
}

function Shown({ one }: { one: Import }) {
  const session = useSession();
  const mayReject = useMay('imports:rejected');
  const mayWrite = useMay('lists:write');
  const cancel = useMutation(cancelImportMutation());
  const download = () =>
    saveAs(session, `/api/v1/imports/${one.id}/rejected`, `rejected-${one.fileName || one.id}.csv`).catch((error) =>
      notifications.show({ color: 'red', message: problemOf(error).detail }),
    );
  return (
    <Stack gap="sm">
      <div
        className={classes.progress}
        role="progressbar"
        aria-label="Import"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percentOf(one)}
        aria-valuetext={sentenceOf(one)}
      >
        <div style={{ width: `${percentOf(one)}%` }} />
      </div>
      <Text size="sm">{sentenceOf(one)}</Text>
      {one.error !== null && <ProblemNotice error={{ title: 'The import failed', detail: one.error, status: 0 }} />}
      <Stats>
        <Stat label="Rows read" value={figure(one.rowsRead)} />
        <Stat label="Leads" value={figure(one.accepted)} />
        <Stat
          label="Already there"
          value={figure(one.duplicate)}
          note={one.updated > 0 ? `${figure(one.updated)} updated` : undefined}
        />
        <Stat label="Cannot be used" value={figure(one.rejected)} />
        <Stat label="On the do-not-call list" value={figure(one.suppressed)} note="of the leads; never dialled" />
      </Stats>
      <Group gap="md">
        {one.rejected > 0 && mayReject && (
          <Anchor component="button" type="button" size="sm" onClick={() => void download()}>
            Download the {counted(one.rejected, 'row')} to mend
          </Anchor>
        )}
        {!isOver(one) && mayWrite && (
          <Button
            size="compact-sm"
            variant="default"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ path: { id: one.id } })}
          >
            Stop the import; what is in stays
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function percentOf({ status, secondsLeft, startedAt, rowsRead }: Import): number {
  if (status === 'completed') return 100;
  if (startedAt === null || secondsLeft === null || rowsRead === 0) return 3;
  const gone = (Date.now() - Date.parse(startedAt)) / 1000;
  return Math.max(3, Math.min(99, Math.round((gone / (gone + secondsLeft)) * 100)));
}

function sentenceOf({ status, rowsPerSecond, secondsLeft, listName }: Import): string {
  switch (status) {
    case 'queued':
      return 'Waiting to begin.';
    case 'running':
      return `Importing into ${listName}${rowsPerSecond === null ? '' : `, ${figure(rowsPerSecond)} rows a second`}${secondsLeft === null ? '' : `, about ${roughly(secondsLeft)} left`}. You can leave this page.`;
    case 'completed':
      return `Imported into ${listName}.`;
    case 'cancelled':
      return 'Stopped. What was imported before that stays.';
    case 'failed':
      return 'Failed. What was imported before that stays.';
  }
}
