import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { cancelReplayMutation, getReplayOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Replay } from '../../../api-client/types.gen.ts';
import { useAct } from '../../../http/use-act.ts';
import { counted, figure, shareOf } from '../../../parts/figures.ts';
import { AnchorLink } from '../../../parts/links.tsx';
import { Moment, placeOf } from '../../../parts/moment.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Stat, Stats } from '../../../parts/stat.tsx';
import { Loaded } from '../../../parts/states.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { GoingOn, isGoingOn, JobStatusBadge, whileGoingOn } from '../job.tsx';
import { rulesWords } from './replay-words.ts';
import { ReplayedCalls } from './replayed-calls.tsx';

const UP = { label: 'Replays', to: '/compliance/replays' } as const;

/** One past day under other rules: how far it is, and which calls would not have been made. */
export function ReplayOfADay() {
  const { id } = useParams({ from: '/frame/compliance/replays/$id' });
  const replay = useQuery({
    ...getReplayOptions({ path: { id } }),
    refetchInterval: ({ state }) => whileGoingOn([state.data]),
  });
  return (
    <Loaded of={replay} what="ask about past days" head={{ title: 'A past day asked again', up: UP }}>
      {(data) => <Shown replay={data} />}
    </Loaded>
  );
}

function Shown({ replay }: { replay: Replay }) {
  const mayStop = useMay('compliance:check');
  const cancel = useAct(cancelReplayMutation());
  return (
    <>
      <PageHeader
        up={UP}
        title={`The calls of ${replay.day}`}
        beside={<JobStatusBadge status={replay.status} />}
        lead={
          <>
            By the clock of {placeOf(replay.zone)}, under {rulesWords(replay)}. Asked <Moment at={replay.createdAt} />{' '}
            by <Actor by={replay.createdBy} />.
          </>
        }
      />
      <Stack gap="md">
        {isGoingOn(replay) && (
          <GoingOn
            done={replay.looked}
            total={replay.total}
            label="Asking each call again"
            stop={{
              may: mayStop,
              label: 'Stop asking',
              pending: cancel.isPending,
              onStop: () => cancel.mutate({ path: { id: replay.id } }),
            }}
          />
        )}
        {cancel.error && <ProblemNotice error={cancel.error} />}
        {replay.error !== null && (
          <ProblemNotice error={{ title: 'It did not end', detail: replay.error, status: 0 }} />
        )}
        <Stats>
          <Stat label="Calls dialled that day" value={figure(replay.total)} />
          <Stat label="Made all the same" value={figure(replay.made)} note={shareOf(replay.made, replay.total)} />
          <Stat label="Not made" value={figure(replay.notMade)} note={shareOf(replay.notMade, replay.total)} />
          <Stat label="Nobody can say" value={figure(replay.unknown)} />
        </Stats>
        <Text size="xs" className="quiet" role="status">
          {counted(replay.looked, 'call')} asked of {figure(replay.total)}, {replay.status}.
          {isGoingOn(replay) && ' You can leave this page; it is found again under Replays.'}
        </Text>
        <ReplayedCalls replay={replay} />
        {replay.changes.length > 0 && (
          <Panel title="Changes that were asked beside the rules">
            {replay.changes.map((id) => (
              <Text key={id} size="sm" component="div">
                <AnchorLink to="/compliance/changes/$id" params={{ id }} inherit underline="always">
                  Change {id.slice(-8)}
                </AnchorLink>
              </Text>
            ))}
          </Panel>
        )}
        {replay.notKept.length > 0 && (
          <Panel title="What no replay can know">
            <ul style={{ margin: 0, paddingInlineStart: 18 }}>
              {replay.notKept.map((one) => (
                <Text key={one} size="sm" component="li">
                  {one}
                </Text>
              ))}
            </ul>
          </Panel>
        )}
        {replay.rulesVersion !== null && (
          <Text size="xs" className="quiet" style={{ overflowWrap: 'anywhere' }}>
            Rules {replay.rulesVersion}
          </Text>
        )}
      </Stack>
    </>
  );
}
