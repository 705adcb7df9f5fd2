import { SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getOverviewOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import { EndingsOverTime } from '../../charts/endings-over-time.tsx';
import { duration, figure, roughly, shareOf } from '../../parts/figures.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Stat, Stats } from '../../parts/stat.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { useMay } from '../../session/use-session.tsx';
import { Attention } from './attention.tsx';
import { CampaignRows } from './campaign-rows.tsx';
import { DemonstrationNote } from './demonstration-note.tsx';
import { LiveCalls } from './live-calls.tsx';
import { AnchorLink, ButtonLink } from '../../parts/links.tsx';

/** Today at a glance: what goes on, what came of it, what needs somebody. */
export function Dashboard() {
  const overview = useQuery(getOverviewOptions({ query: { since: midnight() } }));
  const mayWrite = useMay('campaigns:write');
  return (
    <>
      <PageHeader
        title="Today"
        lead={new Intl.DateTimeFormat(undefined, { dateStyle: 'full' }).format(new Date())}
        actions={mayWrite && <ButtonLink to="/campaigns/new">New campaign</ButtonLink>}
      />
      <Loaded of={overview} what="see campaigns">
        {({ today, groups, bucketSeconds, liveCalls, campaigns, attention, demonstration }) => (
          <Stack gap="md">
            {demonstration && <DemonstrationNote />}
            <Stats>
              <Stat label="In calls now" value={figure(liveCalls)} />
              <Stat
                label="Calls today"
                value={figure(today.attempts)}
                note={`${figure(today.answered)} answered, ${shareOf(today.answered, today.attempts)}`}
              />
              <Stat
                label="Conversations"
                value={figure(today.conversations)}
                note={today.talkMs === 0 ? 'nothing said yet' : `${roughly(today.talkMs / 1000)} of talk`}
              />
              <Stat
                label="First word after"
                value={duration(today.medianFirstAudioMs)}
                note="median, answer to agent"
              />
              <Stat label="Asked not to be called" value={figure(today.optOuts)} note="on the list at once" />
              <Stat
                label="Stopped at the dial"
                value={figure(today.blocked + today.deferred)}
                note={`${figure(today.blocked)} for good, ${figure(today.deferred)} until later`}
              />
            </Stats>
            <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
              <Panel title="How calls end" note="A column is five minutes">
                {groups.length === 0 ? (
                  <Empty title="No call has ended today" />
                ) : (
                  <EndingsOverTime points={groups} bucketSeconds={bucketSeconds} />
                )}
              </Panel>
              <Panel title="Needs attention" flush>
                <Attention items={attention} />
              </Panel>
              <Panel
                title="Campaigns"
                flush
                aside={
                  <AnchorLink to="/campaigns" size="sm">
                    All
                  </AnchorLink>
                }
              >
                <CampaignRows campaigns={campaigns} />
              </Panel>
              <Panel
                title="Calls going on"
                flush
                aside={
                  <AnchorLink to="/calls" search={{ state: 'active' }} size="sm">
                    All
                  </AnchorLink>
                }
              >
                <LiveCalls />
              </Panel>
            </SimpleGrid>
          </Stack>
        )}
      </Loaded>
    </>
  );
}

/** Today begins where the viewer is. */
function midnight(): string {
  return new Date(new Date().setHours(0, 0, 0, 0)).toISOString();
}
