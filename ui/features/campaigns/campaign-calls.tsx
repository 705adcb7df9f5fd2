import { useQuery } from '@tanstack/react-query';
import { listCallsOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import { duration } from '../../parts/figures.ts';
import { MomentThere } from '../../parts/moment.tsx';
import { LinkedRow, RowList } from '../../parts/row-list.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { CallStatus } from '../../parts/status-badge.tsx';
import classes from './campaign.module.css';

/** The newest calls of a campaign, those that go on first in the eye. */
export function CampaignCalls({ id }: { id: string }) {
  const calls = useQuery(listCallsOptions({ query: { campaignId: id, limit: 12 } }));
  return (
    <Loaded of={calls} what="see calls">
      {({ items }) =>
        items.length === 0 ? (
          <Empty title="No call yet">They appear here as they are placed.</Empty>
        ) : (
          <RowList>
            {items.map((call) => (
              <LinkedRow
                key={call.id}
                className={classes.row}
                to="/calls/$id"
                params={{ id: call.id }}
                name={call.leadName ?? call.number ?? 'Call'}
              >
                <span className="clip">
                  <CallStatus state={call.state} label={call.dispositionLabel} />
                </span>
                <span>{duration(call.talkMs || null)}</span>
                <MomentThere at={call.answeredAt ?? call.endedAt ?? call.dueAt} local={call.local} />
              </LinkedRow>
            ))}
          </RowList>
        )
      }
    </Loaded>
  );
}
