import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { testProviderCredentialMutation } from '../../api-client/@tanstack/react-query.gen.ts';
import type { ProviderCredential, ProviderCredentialTest } from '../../api-client/types.gen.ts';
import { StatusBadge, type Tone } from '../../parts/status-badge.tsx';
import { providerName } from '../agents/words.ts';

const RESULTS: Readonly<Record<ProviderCredentialTest['state'], { tone: Tone; word: string }>> = {
  works: { tone: 'good', word: 'works' },
  refused: { tone: 'bad', word: 'refused' },
  limited: { tone: 'warn', word: 'over its limit' },
  unreachable: { tone: 'warn', word: 'not reached' },
  unsupported: { tone: 'quiet', word: 'cannot be tested' },
};

/** Asks the provider, and shows what it said. */
export function Trial({ credential }: { credential: ProviderCredential }) {
  const test = useMutation(testProviderCredentialMutation());
  const { data } = test;
  return (
    <Stack gap={2} align="flex-start">
      <Group gap="xs" wrap="nowrap">
        <Button
          size="compact-sm"
          variant="default"
          loading={test.isPending}
          aria-label={`Test the key of ${providerName(credential.provider)}`}
          onClick={() => test.mutate({ path: { id: credential.id } })}
        >
          Test
        </Button>
        {data && (
          <StatusBadge tone={RESULTS[data.state].tone}>
            {`${RESULTS[data.state].word}${data.latencyMs === null ? '' : `, ${data.latencyMs} ms`}`}
          </StatusBadge>
        )}
      </Group>
      <Text size="xs" className="quiet" role="status" maw={260}>
        {data !== undefined && data.state !== 'works' ? data.detail : ''}
        {test.error ? 'The test itself failed: try again.' : ''}
      </Text>
    </Stack>
  );
}
