import { Table, Text } from '@mantine/core';
import { figure } from '../../../parts/figures.ts';
import { Panel } from '../../../parts/panel.tsx';
import { SmallTable } from '../../../parts/small-table.tsx';

/** What a file that was read left to tell: lines that hold no number, and its fingerprint. */
export function ReadFile({
  badLines,
  sha256,
}: {
  badLines: readonly { line: number; sentence: string }[];
  sha256: string;
}) {
  return (
    <>
      {badLines.length > 0 && (
        <Panel title="Lines that cannot be read" note="The first of them. What stands in them is not kept." flush>
          <SmallTable label="Lines that cannot be read" heads={['Line', 'Why']} minWidth={320}>
            {badLines.map(({ line, sentence }) => (
              <Table.Tr key={line}>
                <Table.Td>{figure(line)}</Table.Td>
                <Table.Td>{sentence}</Table.Td>
              </Table.Tr>
            ))}
          </SmallTable>
        </Panel>
      )}
      <Text size="xs" className="quiet" style={{ overflowWrap: 'anywhere' }}>
        SHA-256 of the file {sha256}
      </Text>
    </>
  );
}
