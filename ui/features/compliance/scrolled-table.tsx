import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

/** A short table that scrolls sideways where it is too wide, by keyboard too. */
export function ScrolledTable({
  label,
  heads,
  minWidth = 480,
  children,
}: {
  label: string;
  heads: readonly string[];
  minWidth?: number;
  children: ReactNode;
}) {
  return (
    <Table.ScrollContainer minWidth={minWidth} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table horizontalSpacing="md" verticalSpacing={6} aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
