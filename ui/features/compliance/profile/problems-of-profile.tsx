import { Text } from '@mantine/core';
import type { ComplianceProfile } from '../../../api-client/types.gen.ts';
import { Notice } from '../../../parts/notice.tsx';

/** What was chosen and has no effect, or not the one that was meant. */
export function ProblemsOfProfile({ problems }: { problems: ComplianceProfile['problems'] }) {
  if (problems.length === 0) return null;
  return (
    <Notice tone="warn" title="Without the meant effect">
      {problems.map(({ provision, message }) => (
        <Text key={provision + message} size="sm">
          <b>{provision}</b> {message}
        </Text>
      ))}
    </Notice>
  );
}
