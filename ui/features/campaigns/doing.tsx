import type { CampaignProgress } from '../../api-client/types.gen.ts';
import { hourThere, Moment, placeOf } from '../../parts/moment.tsx';
import classes from './campaign.module.css';
import { nextSaid } from './next-said.ts';

/** What a campaign does, and why it does not dial: by the viewer's clock, beside that of the lead who is next. */
export function Doing({ progress }: { progress: CampaignProgress | undefined }) {
  return (
    <span role="status" className={classes.doing}>
      {progress === undefined ? ' ' : <Sentence progress={progress} />}
    </span>
  );
}

function Sentence({ progress: { details, at, nextDue } }: { progress: CampaignProgress }) {
  const said = nextSaid(details, at);
  if (said === null) return details;
  return (
    <>
      {said.before}
      <Moment at={nextDue?.at ?? said.instant} />
      {nextDue !== null && ` (${hourThere(nextDue)} ${placeOf(nextDue.zone)})`}
      {said.after}
    </>
  );
}
