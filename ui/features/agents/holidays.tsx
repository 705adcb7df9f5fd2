import { ActionIcon, Button, Group, Stack, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { BusinessHours } from './opening-hours.ts';

const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeZone: 'UTC' });

type Holiday = NonNullable<BusinessHours['holidays']>[number];

/** Days on which nobody is there, in order. */
export function Holidays({
  holidays,
  disabled,
  onChange,
}: {
  holidays: readonly Holiday[];
  disabled: boolean;
  onChange: (holidays: Holiday[]) => void;
}) {
  const [date, setDate] = useState('');
  const [name, setName] = useState('');
  const isThere = holidays.some((one) => one.date === date);
  return (
    <Stack gap="sm">
      {holidays.map((holiday) => (
        <Group key={holiday.date} gap="xs">
          <span>
            {days.format(new Date(`${holiday.date}T00:00:00Z`))} {holiday.name}
          </span>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={disabled}
            aria-label={`Remove ${holiday.name || holiday.date}`}
            onClick={() => onChange(holidays.filter((one) => one !== holiday))}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group gap="xs" align="end">
        <TextInput
          label="Day"
          type="date"
          value={date}
          disabled={disabled}
          error={isThere && 'It is there already.'}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        <TextInput
          label="Name"
          maxLength={120}
          value={name}
          disabled={disabled}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={disabled || date === '' || isThere}
          onClick={() => {
            onChange([...holidays, { date, name }].toSorted((a, b) => a.date.localeCompare(b.date)));
            setDate('');
            setName('');
          }}
        >
          Add the day
        </Button>
      </Group>
    </Stack>
  );
}
