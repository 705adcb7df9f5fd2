import type { CampaignProgress } from '../api-client/types.gen.ts';
import { figure, shareOf } from '../parts/figures.ts';
import classes from './charts.module.css';
import { Swatch } from './swatch.tsx';
import { AnchorLink } from '../parts/links.tsx';

const PARTS = [
  { key: 'done', label: 'Done', colour: 'var(--answered)', state: 'done' },
  { key: 'inCall', label: 'In a call', colour: 'var(--carrier-failure)', state: 'in-call' },
  { key: 'waiting', label: 'Waiting', colour: 'var(--unanswered)', state: 'waiting' },
  { key: 'blocked', label: 'Cannot be called', colour: 'var(--not-dialled)', state: 'blocked' },
] as const;

/** Where the leads are, as one bar that adds up; each part leads to its leads. */
export function LeadsFlow({ leads, campaignId }: { leads: CampaignProgress['leads']; campaignId?: string }) {
  const spoken = PARTS.map(({ key, label }) => `${label} ${leads[key]}`).join(', ');
  return (
    <div className={classes.flow}>
      <div className={classes.flowBar} role="img" aria-label={`Of ${leads.total} leads: ${spoken}`}>
        {PARTS.map(({ key, colour }) =>
          leads[key] === 0 ? null : (
            <div key={key} className={classes.flowPart} style={{ flexGrow: leads[key], background: colour }} />
          ),
        )}
      </div>
      <ul className={classes.legend}>
        {PARTS.map(({ key, label, colour, state }) => (
          <li key={key}>
            <Swatch colour={colour} />
            {campaignId === undefined ? (
              label
            ) : (
              <AnchorLink inherit underline="always" to="/leads" search={{ campaign: campaignId, state }}>
                {label}
              </AnchorLink>
            )}{' '}
            <b>{figure(leads[key])}</b> <span className="quiet">{shareOf(leads[key], leads.total)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
