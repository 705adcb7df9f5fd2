import { Button, Group, Modal, Select, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { getAgentQueryKey, getPromptHistoryInfiniteOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import { restoreAgentVersion } from '../../api-client/sdk.gen.ts';
import type { Agent, PromptChange } from '../../api-client/types.gen.ts';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Empty, Loading } from '../../parts/states.tsx';
import { useUndo } from '../../parts/use-undo.tsx';
import classes from './history-tab.module.css';
import { FIELD_NAMES } from './words.ts';

const route = getRouteApi('/frame/agents/$id');

/** Who changed what when, and the way back. */
export function HistoryTab({
  stored,
  disabled,
  onRestored,
}: {
  stored: Agent;
  disabled: boolean;
  /** Told also when it is taken back, each time with the version before. */
  onRestored: (from: number, agent: Agent) => void;
}) {
  const { field } = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const offerUndo = useUndo();
  const [asked, setAsked] = useState<number | null>(null);
  const history = useInfiniteQuery({
    ...getPromptHistoryInfiniteOptions({ path: { id: stored.id }, query: { limit: 50, ...(field ? { field } : {}) } }),
    initialPageParam: { path: { id: stored.id } },
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  /** Puts an earlier version in the place of version `from`, where that still stands. */
  const restoreOver = async (from: number, version: number) => {
    const headers = { 'If-Match': `"${from}"` };
    const { data } = await restoreAgentVersion({ path: { id: stored.id, version }, headers });
    client.setQueryData(getAgentQueryKey({ path: { id: stored.id } }), data);
    onRestored(from, data);
    return data;
  };
  const restore = useMutation({
    mutationFn: ({ from, version }: { from: number; version: number }) => restoreOver(from, version),
    onSuccess: ({ id, version }, { from }) => {
      void history.refetch();
      setAsked(null);
      offerUndo({
        of: `agent ${id}`,
        message: `Restored as version ${version}. Nothing of the history is lost.`,
        undo: () => restoreOver(version, from),
        undone: `Version ${from} stands again, as version ${version + 1}.`,
      });
    },
  });
  const close = () => {
    setAsked(null);
    restore.reset();
  };
  const changes = history.data?.pages.flatMap(({ items }) => items) ?? [];
  const versions = [...new Set(changes.map(({ version }) => version))];
  return (
    <Panel
      title="History"
      note="Every save is a version. Restoring makes a new one with the old content."
      aside={
        <Select
          aria-label="One field only"
          placeholder="Every field"
          clearable
          searchable
          w={180}
          data={Object.entries(FIELD_NAMES).map(([value, label]) => ({ value, label }))}
          value={field ?? null}
          onChange={(value) => void navigate({ search: { tab: 'history', field: value ?? undefined } })}
        />
      }
    >
      {history.error && <ProblemNotice error={history.error} onRetry={() => void history.refetch()} />}
      {history.data === undefined && !history.error && <Loading />}
      {history.data !== undefined && changes.length === 0 && (
        <Empty title="No change yet">What is saved from now on is listed here, with its difference.</Empty>
      )}
      <Stack gap="lg">
        {versions.map((version) => (
          <Version
            key={version}
            changes={changes.filter((change) => change.version === version)}
            action={
              !disabled &&
              version < stored.version && (
                <Button size="compact-sm" variant="default" onClick={() => setAsked(version)}>
                  Restore version {version}
                </Button>
              )
            }
          />
        ))}
        {history.hasNextPage && (
          <Group justify="center">
            <Button variant="default" loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
              Older changes
            </Button>
          </Group>
        )}
      </Stack>
      <Modal opened={asked !== null} onClose={close} title={`Restore version ${asked ?? ''}?`}>
        <Stack gap="sm">
          <Text size="sm">
            The agent becomes what it was after version {asked}, as version {stored.version + 1}. The next call has it;
            running calls keep what they have. You can restore version {stored.version} afterwards.
          </Text>
          {restore.error && <ProblemNotice error={restore.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button
              loading={restore.isPending}
              onClick={() => restore.mutate({ from: stored.version, version: asked ?? 1 })}
            >
              Restore
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Panel>
  );
}

function Version({ changes, action }: { changes: readonly PromptChange[]; action: React.ReactNode }) {
  const [first] = changes;
  if (!first) return null;
  return (
    <article className={classes.version} aria-label={`Version ${first.version}`}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          <b>Version {first.version}</b> · {first.changedByName ?? first.changedBy} · <Moment at={first.changedAt} />
          {first.restoredFrom !== null && ` · restored from version ${first.restoredFrom}`}
        </Text>
        {action}
      </Group>
      {changes.map((change) => (
        <div key={change.field}>
          <Text size="xs" className="quiet" mt={6}>
            {FIELD_NAMES[change.field] ?? change.field}
          </Text>
          {change.diff ? <Diff lines={change.diff} /> : <Values before={change.before} after={change.after} />}
        </div>
      ))}
    </article>
  );
}

const SIGNS = { added: '+', removed: '−', same: ' ' } as const;

function Diff({ lines }: { lines: NonNullable<PromptChange['diff']> }) {
  return (
    <pre className={classes.diff}>
      {lines.map((line, index) => (
        <div key={index} data-kind={line.kind}>
          <span aria-hidden>{SIGNS[line.kind]} </span>
          {line.kind !== 'same' && <VisuallyHidden>{line.kind}: </VisuallyHidden>}
          {line.text}
        </div>
      ))}
    </pre>
  );
}

function Values({ before, after }: { before: unknown; after: unknown }) {
  const text = (value: unknown) =>
    value === null ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);
  return (
    <Text size="sm" className={classes.values}>
      {text(before)} <span aria-label="became">→</span> {text(after)}
    </Text>
  );
}
