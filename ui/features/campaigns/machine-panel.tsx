import { Radio, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Campaign } from '../../api-client/types.gen.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useChangeCampaign } from './use-change-campaign.ts';

/** What happens when an answering machine takes the call. */
export function MachinePanel({ campaign, disabled }: { campaign: Campaign; disabled: boolean }) {
  const change = useChangeCampaign(campaign);
  return (
    <Panel
      title="When a machine answers"
      note="Where the law wants a toll-free number in a message, it is left only once Compliance, Profile has one"
    >
      <Stack gap="sm">
        <Radio.Group
          aria-label="When a machine answers"
          value={change.isPending ? change.variables.voicemailPolicy : campaign.voicemailPolicy}
          onChange={(choice) =>
            change.mutate(
              { voicemailPolicy: choice === 'leave-message' ? 'leave-message' : 'hang-up' },
              { onSuccess: () => void notifications.show({ message: 'Changed. It holds from the next call on.' }) },
            )
          }
        >
          <Stack gap={8}>
            <Radio value="hang-up" label="Hang up, and try again later" disabled={disabled} />
            <Radio
              value="leave-message"
              label="Say after its greeting who called, and how to refuse further calls"
              disabled={disabled}
            />
          </Stack>
        </Radio.Group>
        {change.error !== null && <ProblemNotice error={change.error} />}
      </Stack>
    </Panel>
  );
}
