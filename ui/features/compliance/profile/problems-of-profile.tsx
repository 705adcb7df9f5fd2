import { Alert, Text } from '@mantine/core';
import type { ComplianceProfile } from '../../../api-client/types.gen.ts';

/** What was chosen and has no effect, or not the one that was meant. */
export function ProblemsOfProfile({ problems }: { problems: ComplianceProfile['problems'] }) {
  if (problems.length === 0) return null;
  return (
    <Alert
      color="orange"
      variant="outline"
      title="Without the meant effect"
      styles={{ title: { color: 'var(--warn-text)' } }}
    >
      {problems.map(({ provision, message }) => (
        <Text key={provision + message} size="sm">
          <b>{provision}</b> {message}
        </Text>
      ))}
    </Alert>
  );
}
