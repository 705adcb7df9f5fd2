import { Button, Table, Text } from '@mantine/core';

/** The end of a row that can be chosen: says that it is, or offers it. */
export function ChooseCell(of: { chosen: boolean; disabled: boolean; name: string; onChoose: () => void }) {
  return (
    <Table.Td ta="right">
      {of.chosen ? (
        <Text size="sm" fw={600} className="nowrap" c="var(--good-text)">
          ✓ Chosen
        </Text>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          disabled={of.disabled}
          onClick={of.onChoose}
          aria-label={`Choose ${of.name}`}
        >
          Choose
        </Button>
      )}
    </Table.Td>
  );
}
