import type { Overview } from '../../api-client/types.gen.ts';
import { counted, figure } from '../../parts/figures.ts';
import { LinkedRow, RowList } from '../../parts/row-list.tsx';
import { Empty } from '../../parts/states.tsx';
import { CampaignStatus } from '../../parts/status-badge.tsx';
import classes from './dashboard.module.css';

/** The campaigns that run or wait for somebody, each with how far it is. */
export function CampaignRows({ campaigns }: { campaigns: Overview['campaigns'] }) {
  if (campaigns.length === 0)
    return <Empty title="No campaign yet">Drop a CSV anywhere on this window to begin one.</Empty>;
  return (
    <RowList>
      {campaigns.map(({ id, name, status, total, done, blocked, live, waiting }) => (
        <LinkedRow key={id} className={classes.row} to="/campaigns/$id" params={{ id }} name={name}>
          <CampaignStatus status={status} />
          <div>
            <div
              className={classes.bar}
              role="img"
              aria-label={`Of ${total} leads: ${done} done, ${live} in calls, ${waiting} waiting, ${blocked} cannot be called`}
            >
              {total > 0 && (
                <>
                  <div className={classes.done} style={{ flexGrow: done }} />
                  <div className={classes.live} style={{ flexGrow: live }} />
                  <div className={classes.blocked} style={{ flexGrow: blocked }} />
                  <div className={classes.rest} style={{ flexGrow: waiting }} />
                </>
              )}
            </div>
            <span className="quiet">
              {total === 0 ? 'no leads yet' : `${figure(done)} of ${counted(total, 'lead')} done`}
            </span>
          </div>
        </LinkedRow>
      ))}
    </RowList>
  );
}
