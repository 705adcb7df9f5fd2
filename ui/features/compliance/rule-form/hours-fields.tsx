import { Group, TextInput } from '@mantine/core';
import type { TypedRule } from './typed-rule.ts';

const DAYS = [
  { key: 'weekdays', label: 'Monday to Friday' },
  { key: 'saturday', label: 'Saturday' },
  { key: 'sunday', label: 'Sunday' },
] as const;

/** From when until when, for three kinds of day; a day that is left empty has no calls. */
export function HoursFields({ typed, set }: { typed: TypedRule; set: (change: Partial<TypedRule>) => void }) {
  return DAYS.map(({ key, label }) => (
    <Group key={key} grow align="flex-end">
      <TextInput
        label={`${label}, from`}
        type="time"
        value={typed[key][0]}
        onChange={(event) => set({ [key]: [event.currentTarget.value, typed[key][1]] })}
      />
      <TextInput
        label="Until before"
        aria-label={`${label}, until before`}
        type="time"
        value={typed[key][1]}
        onChange={(event) => set({ [key]: [typed[key][0], event.currentTarget.value] })}
      />
    </Group>
  ));
}
