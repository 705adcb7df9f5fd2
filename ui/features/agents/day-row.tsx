import { ActionIcon, Button, Group, Input, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type Opening, openingProblem } from './opening-hours.ts';

/** One weekday's openings: none means closed. */
export function DayRow({
  name,
  openings,
  disabled,
  error,
  onChange,
}: {
  name: string;
  openings: readonly Opening[];
  disabled: boolean;
  error: string | undefined;
  onChange: (openings: readonly Opening[]) => void;
}) {
  const problem = error ?? openingProblem(openings);
  const replace = (at: number, change: Partial<Opening>) =>
    onChange(openings.map((opening, index) => (index === at ? { ...opening, ...change } : opening)));
  return (
    <Group gap="xs" align="center">
      <Text size="sm" w={92}>
        {name}
      </Text>
      {openings.length === 0 && (
        <Text size="sm" className="quiet" w={72}>
          closed
        </Text>
      )}
      {openings.map((opening, index) => (
        <Group key={index} gap={4} wrap="nowrap">
          <TextInput
            aria-label={`${name} from`}
            w={76}
            size="xs"
            value={opening.from}
            disabled={disabled}
            onChange={(event) => replace(index, { from: event.currentTarget.value })}
          />
          <span aria-hidden>–</span>
          <TextInput
            aria-label={`${name} until`}
            w={76}
            size="xs"
            value={opening.to}
            disabled={disabled}
            onChange={(event) => replace(index, { to: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={disabled}
            aria-label={`Remove ${name} ${opening.from} to ${opening.to}`}
            onClick={() => onChange(openings.filter((_one, at) => at !== index))}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        size="compact-xs"
        variant="default"
        disabled={disabled || openings.length >= 6}
        aria-label={`Add hours on ${name}`}
        onClick={() =>
          onChange([...openings, openings.length === 0 ? { from: '09:00', to: '17:00' } : { from: '', to: '' }])
        }
      >
        Add
      </Button>
      {problem && <Input.Error>{problem}</Input.Error>}
    </Group>
  );
}
