import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { revealNumberMutation } from '../api-client/@tanstack/react-query.gen.ts';
import { problemOf } from '../http/problem.ts';
import { useMay } from '../session/use-session.tsx';

/** A telephone number, masked until somebody who may see it asks; the asking is written to the ledger. */
export function PhoneNumber({ masked, of }: { masked: string; of: { leadId: string; position: number } | null }) {
  const mayReveal = useMay('numbers:reveal');
  const reveal = useMutation(revealNumberMutation());
  const failed = reveal.error === null ? null : problemOf(reveal.error).detail;
  if (reveal.data) return <span className="nowrap">{reveal.data.number}</span>;
  return (
    <Group component="span" gap={4} wrap="nowrap" display="inline-flex">
      <span className="nowrap">{masked}</span>
      {of !== null && mayReveal && (
        <Tooltip label={failed ?? 'Show the whole number. That you looked is written to the ledger.'}>
          <ActionIcon
            size="sm"
            variant="subtle"
            color={failed === null ? 'gray' : 'red'}
            loading={reveal.isPending}
            aria-label="Show the whole number; that you looked is recorded"
            onClick={() => reveal.mutate({ path: { id: of.leadId, position: of.position } })}
          >
            <IconEye size={15} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}
