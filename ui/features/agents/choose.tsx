import { Button, Text } from '@mantine/core';

/** Says that this one is chosen, or offers it. */
export function Choose(of: { chosen: boolean; disabled: boolean; name: string; onChoose: () => void }) {
  if (of.chosen)
    return (
      <Text size="sm" fw={600} className="nowrap" c="var(--good-text)">
        ✓ Chosen
      </Text>
    );
  return (
    <Button
      size="compact-sm"
      variant="default"
      disabled={of.disabled}
      onClick={of.onChoose}
      aria-label={`Choose ${of.name}`}
    >
      Choose
    </Button>
  );
}
