import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getCampaignOutlookOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { Campaign } from '../../api-client/types.gen.ts';
import { WindowClock } from '../../charts/window-clock.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { windowInWords } from './in-words.ts';
import { OutlookWords } from './outlook-words.tsx';

/** What o'clock it is where the leads are, when each place may be called, and who cannot be called at all. */
export function WhereTab({ campaign }: { campaign: Campaign }) {
  const outlook = useQuery({ ...getCampaignOutlookOptions({ path: { id: campaign.id } }), refetchInterval: 60_000 });
  return (
    <Loaded of={outlook} what="see campaigns">
      {(data) => (
        <Stack gap="md">
          <Panel title={campaign.status === 'draft' ? 'Who will be called' : 'Who is still waiting'}>
            <OutlookWords outlook={data} />
          </Panel>
          <Panel title="Calling hours by place" note={`This campaign: ${windowInWords(campaign.callingWindow)}`}>
            {data.places.length === 0 ? <Empty title="Nobody is waiting" /> : <WindowClock places={data.places} />}
          </Panel>
        </Stack>
      )}
    </Loaded>
  );
}
