import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { CampaignProgress } from '../../api-client/types.gen.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { stopConsequence } from './in-words.ts';

/** Stopping says what it will do, in numbers; while they are not known, no way of stopping is taken away. */
export function StopCampaign({
  name,
  opened,
  progress,
  error,
  onStop,
  onClose,
}: {
  name: string;
  opened: boolean;
  progress: CampaignProgress | undefined;
  error: unknown;
  onStop: (calls: 'hang-up' | 'finish') => void;
  onClose: () => void;
}) {
  const mayHaveCalls = progress?.liveCalls !== 0;
  return (
    <Modal opened={opened} onClose={onClose} title={`Stop ${name}?`} size={540}>
      <Stack gap="md">
        <Text size="sm">{stopConsequence(progress)} A stopped campaign does not start again; a copy of it can.</Text>
        {error !== null && <ProblemNotice error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep it going
          </Button>
          {mayHaveCalls && (
            <Button color="red" variant="outline" onClick={() => onStop('hang-up')}>
              Stop and hang up
            </Button>
          )}
          <Button color="red.9" onClick={() => onStop('finish')}>
            {mayHaveCalls ? 'Stop, let calls finish' : 'Stop it'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
