import { SimpleGrid, Stack } from '@mantine/core';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { LinkProps } from '@tanstack/react-router';
import { REFUSAL_REASONS } from '../../../api/contract/vocabulary.ts';
import { getCampaignTrendOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { Campaign, CampaignProgress } from '../../api-client/types.gen.ts';
import { EndingsOverTime } from '../../charts/endings-over-time.tsx';
import { colourOf, dispositionLabel, groupOf } from '../../charts/disposition-groups.ts';
import { Swatch } from '../../charts/swatch.tsx';
import { LeadsFlow } from '../../charts/leads-flow.tsx';
import { figure, roughly, shareOf } from '../../parts/figures.ts';
import { LeadTime } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Stat, Stats } from '../../parts/stat.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import classes from './campaign.module.css';
import { CampaignCalls } from './campaign-calls.tsx';
import { AnchorLink } from '../../parts/links.tsx';

const REASONS: Readonly<Record<string, string>> = REFUSAL_REASONS;
const NOT_DIALLED = colourOf('not-dialled');

/** What goes on: the leads as one bar, how calls end, who waits and why, and the calls themselves. */
export function NowTab({
  campaign,
  progress,
}: {
  campaign: Campaign;
  progress: UseQueryResult<CampaignProgress, unknown>;
}) {
  const trend = useQuery(getCampaignTrendOptions({ path: { id: campaign.id } }));
  return (
    <Loaded of={progress} what="see campaigns">
      {(now) => (
        <Stack gap="md">
          <Stats>
            <Stat label="In calls now" value={figure(now.liveCalls)} />
            <Stat label="Calls placed" value={figure(now.attempts)} />
            <Stat label="Leads done" value={figure(now.leads.done)} note={shareOf(now.leads.done, now.leads.total)} />
            <Stat
              label="Waiting"
              value={figure(now.leads.waiting)}
              note={now.callbacksPromised > 0 ? `${figure(now.callbacksPromised)} promised a call back` : undefined}
            />
            <Stat
              label="Cannot be called"
              value={figure(now.leads.blocked)}
              note={now.leads.blocked > 0 ? 'see why below' : undefined}
            />
            <Stat
              label="Next call"
              value={nextIn(now)}
              note={now.nextDue === null || isDue(now) ? undefined : <LeadTime time={now.nextDue} />}
            />
          </Stats>
          <Panel title="Where the leads are">
            {now.leads.total === 0 ? (
              <Empty title="No leads in it yet">They are put in when the campaign starts.</Empty>
            ) : (
              <LeadsFlow leads={now.leads} campaignId={campaign.id} />
            )}
          </Panel>
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
            <Panel title="How calls end" note={spanNote(trend.data?.bucketSeconds)}>
              <Loaded of={trend} what="see campaigns">
                {({ points, bucketSeconds }) =>
                  points.length === 0 ? (
                    <Empty title="No call has ended yet" />
                  ) : (
                    <EndingsOverTime points={points} bucketSeconds={bucketSeconds} />
                  )
                }
              </Loaded>
            </Panel>
            <Panel title="Outcomes and reasons">
              <div className={classes.two}>
                <Counts
                  title="Calls by outcome"
                  counts={now.dispositions}
                  name={dispositionLabel}
                  link={(disposition) => ({ to: '/calls', search: { campaign: campaign.id, disposition } })}
                />
                <Counts
                  title="Why leads wait or are held back"
                  counts={now.refusals}
                  name={(reason) => REASONS[reason] ?? dispositionLabel(reason)}
                  link={(reason) => ({ to: '/leads', search: { campaign: campaign.id, reason } })}
                />
              </div>
            </Panel>
          </SimpleGrid>
          <Panel
            title="Latest calls"
            flush
            aside={
              <AnchorLink to="/calls" search={{ campaign: campaign.id }} size="sm">
                All
              </AnchorLink>
            }
          >
            <CampaignCalls id={campaign.id} />
          </Panel>
        </Stack>
      )}
    </Loaded>
  );
}

function Counts({
  title,
  counts,
  name,
  link,
}: {
  title: string;
  counts: Readonly<Record<string, number>>;
  name: (key: string) => string;
  link: (key: string) => Pick<LinkProps, 'to' | 'search'>;
}) {
  const rows = Object.entries(counts).toSorted(([, a], [, b]) => b - a);
  return (
    <div>
      <h3 className={classes.countsTitle}>{title}</h3>
      {rows.length === 0 ? (
        <span className="quiet">None</span>
      ) : (
        <ul className={classes.counts}>
          {rows.map(([key, count]) => (
            <li key={key}>
              <AnchorLink inherit c="inherit" {...link(key)} className={classes.count ?? ''}>
                <Swatch colour={key in REASONS ? NOT_DIALLED : colourOf(groupOf(key))} />
                <span className={classes.reason}>{name(key)}</span>
              </AnchorLink>
              <b>{figure(count)}</b>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function nextIn(now: CampaignProgress): string {
  const { nextDueAt, at, status } = now;
  if (nextDueAt === null || status !== 'running') return '–';
  return isDue(now) ? 'Now' : `In ${roughly((Date.parse(nextDueAt) - Date.parse(at)) / 1000)}`;
}

function isDue({ nextDueAt, at, status }: CampaignProgress): boolean {
  return status === 'running' && nextDueAt !== null && Date.parse(nextDueAt) - Date.parse(at) <= 1000;
}

function spanNote(bucketSeconds: number | undefined): string {
  return bucketSeconds === undefined ? '' : `A column is ${bucketSeconds === 60 ? 'a minute' : roughly(bucketSeconds)}`;
}
