import { Table, Text, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';

export type Head = string | { title: string; align?: 'end'; hidden?: boolean };

/** The column of buttons at the end of a row. */
export const ACTIONS: Head = { title: 'Actions', align: 'end', hidden: true };

/** A table of a page at most, which scrolls sideways where it is wider than the screen, by keyboard too, and shows that it does. */
export function SmallTable({
  label,
  heads,
  minWidth,
  className,
  children,
}: {
  /** What a screen reader calls it, where no heading right above does. */
  label?: string;
  heads: readonly Head[];
  minWidth: number;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      scrollAreaProps={{ classNames: { viewport: 'sideways' }, viewportProps: { tabIndex: 0 } }}
    >
      <Table className={className} horizontalSpacing="md" verticalSpacing={6} aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => {
              const { title, align = 'start', hidden = false } = typeof head === 'string' ? { title: head } : head;
              return (
                <Table.Th key={title} ta={align}>
                  {hidden ? <VisuallyHidden>{title}</VisuallyHidden> : title}
                </Table.Th>
              );
            })}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** A cell that names the thing, with what else tells it apart underneath. */
export function Named({ children, note }: { children: ReactNode; note: ReactNode }) {
  return (
    <Table.Td>
      <Text size="sm" fw={600} component="div">
        {children}
      </Text>
      <Text size="xs" className="quiet" component="div">
        {note}
      </Text>
    </Table.Td>
  );
}
