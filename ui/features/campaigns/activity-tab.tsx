import { useQuery } from '@tanstack/react-query';
import { listCampaignActivityOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import classes from './campaign.module.css';

/** Who did what to the campaign, newest first. */
export function ActivityTab({ id }: { id: string }) {
  const activity = useQuery(listCampaignActivityOptions({ path: { id }, query: { limit: 100 } }));
  return (
    <Panel title="What happened to the campaign" flush>
      <Loaded of={activity} what="see campaigns">
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nothing yet" />
          ) : (
            <ol className={classes.events}>
              {items.map(({ id: event, at, text, by }) => (
                <li key={event}>
                  <Moment at={at} />
                  <span>{text}</span>
                  <span className="quiet">{by ?? 'by itself'}</span>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </Panel>
  );
}
