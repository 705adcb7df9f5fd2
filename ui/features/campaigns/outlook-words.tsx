import { List, Text } from '@mantine/core';
import type { CampaignOutlook } from '../../api-client/types.gen.ts';
import { counted, figure, roughly } from '../../parts/figures.ts';
import { LeadTimeAndYours } from '../../parts/moment.tsx';

/** Who can be called now, who later, who not at all and why, in sentences. */
export function OutlookWords({ outlook }: { outlook: CampaignOutlook }) {
  const { leads, callable, openNow, cannot, later, screened, nextOpen, onceThroughSeconds } = outlook;
  if (leads === 0) return <Text size="sm">No lead yet. An import that is going on fills this by itself.</Text>;
  const never = cannot.reduce((all, one) => all + one.leads, 0);
  return (
    <div>
      <Text size="sm">
        <b>{counted(callable, 'lead')}</b> of {figure(leads)} can be called
        {openNow > 0 ? `, ${figure(openNow)} of them at this moment` : ', none at this moment'}.
        {nextOpen !== null && (
          <>
            {' '}
            The first may be called at <LeadTimeAndYours time={nextOpen} />.
          </>
        )}
        {onceThroughSeconds !== null && ` Once through takes ${roughly(onceThroughSeconds)} of dialling.`}
      </Text>
      {never > 0 && (
        <>
          <Text size="sm" mt={6}>
            <b>{figure(never)} cannot be called:</b>
          </Text>
          <List size="sm">
            {cannot.map(({ reason, text, leads: count, remedy }) => (
              <List.Item key={reason}>
                {figure(count)}: {text}. {remedy}
              </List.Item>
            ))}
          </List>
        </>
      )}
      {later.length > 0 && (
        <Text size="sm" mt={6}>
          Later, not now: {later.map(({ text, leads: count }) => `${figure(count)} ${text}`).join('; ')}.
        </Text>
      )}
      {screened < leads && (
        <Text size="xs" className="quiet" mt={6}>
          The rules were asked about {figure(screened)} of them; the counts are scaled from those.
        </Text>
      )}
    </div>
  );
}
