import { Button, Stack } from '@mantine/core';
import type { Campaign } from '../../../api-client/types.gen.ts';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { useKept } from '../../../parts/use-kept.ts';
import { type HoursAndPace, HoursAndPaceForm } from '../hours-and-pace.tsx';
import { useChangeCampaign } from '../use-change-campaign.ts';

/** When and how fast, with what it means in words. */
export function WhenStep({ draft, onDone }: { draft: Campaign; onDone: () => void }) {
  const { callingWindow, callsPerSecond, maxConcurrentCalls, callKind } = draft;
  const [value, setValue, forget] = useKept<HoursAndPace>(`when-${draft.id}`, {
    callingWindow,
    callsPerSecond,
    maxConcurrentCalls,
    callKind,
  });
  const change = useChangeCampaign(draft);
  return (
    <Stack gap="md">
      <HoursAndPaceForm value={value} onChange={setValue} error={change.error} />
      {change.error !== null && <ProblemNotice error={change.error} />}
      <Button
        w="fit-content"
        loading={change.isPending}
        onClick={() =>
          change.mutate(value, {
            onSuccess: () => {
              forget();
              onDone();
            },
          })
        }
      >
        Go on
      </Button>
    </Stack>
  );
}
