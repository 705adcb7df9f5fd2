import { Group, Progress, Stack, Text } from '@mantine/core';
import type { Engineering } from '../../api-client/types.gen.ts';
import { Moment } from '../../parts/moment.tsx';
import { Empty } from '../../parts/states.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';

/** How busy each is, against what is aimed at. */
export function VoiceWorkers({ workers }: { workers: Engineering['voiceWorkers'] }) {
  if (workers.length === 0)
    return <Empty title="No voice worker reports">Nobody would speak: calls with media are not dialled.</Empty>;
  return (
    <Stack gap="sm">
      {workers.map((worker) => {
        const percent = Math.round(worker.utilisation * 100);
        return (
          <div key={worker.name}>
            <Group justify="space-between" gap="xs">
              <Text size="sm" fw={600}>
                {worker.name}{' '}
                {worker.gone ? (
                  <StatusBadge tone="bad">gone</StatusBadge>
                ) : worker.ready === 0 && worker.active < worker.capacity ? (
                  <StatusBadge tone="warn">not taking calls</StatusBadge>
                ) : null}
              </Text>
              <Text size="xs" className="quiet">
                {worker.active} of {worker.capacity} calls, {percent} % · build {worker.build || 'unknown'} · heard{' '}
                <Moment at={worker.heartbeatAt} />
              </Text>
            </Group>
            <Progress
              mt={4}
              value={percent}
              color={percent > 80 ? 'orange' : 'accent'}
              aria-label={`${worker.name} is ${percent} % busy`}
            />
          </div>
        );
      })}
    </Stack>
  );
}
