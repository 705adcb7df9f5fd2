import { useQuery } from '@tanstack/react-query';
import { listCallsOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import { duration } from '../../parts/figures.ts';
import { LinkedRow, RowList } from '../../parts/row-list.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { CallStatus } from '../../parts/status-badge.tsx';
import { useNow } from '../../parts/use-now.ts';
import classes from './dashboard.module.css';

/** Who is talking now, and for how long. */
export function LiveCalls() {
  const calls = useQuery(listCallsOptions({ query: { state: 'active', limit: 8 } }));
  const now = useNow(1_000);
  return (
    <Loaded of={calls} what="see calls">
      {({ items }) =>
        items.length === 0 ? (
          <Empty title="Nobody is talking">Calls appear here as they are answered.</Empty>
        ) : (
          <RowList>
            {items.map(({ id, leadName, number, agentName, state, answeredAt, dispositionLabel }) => (
              <LinkedRow
                key={id}
                className={classes.row}
                to="/calls/$id"
                params={{ id }}
                name={
                  <>
                    {leadName ?? number ?? 'Test call'} <span className="quiet">with {agentName ?? 'an agent'}</span>
                  </>
                }
              >
                <CallStatus state={state} label={dispositionLabel} />
                <span className={classes.time}>
                  {answeredAt === null ? '–' : duration(Math.max(0, now - Date.parse(answeredAt)))}
                </span>
              </LinkedRow>
            ))}
          </RowList>
        )
      }
    </Loaded>
  );
}
