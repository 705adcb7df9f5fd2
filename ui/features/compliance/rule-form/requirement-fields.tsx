import { Group, MultiSelect, NativeSelect, NumberInput } from '@mantine/core';
import { SCOPE_LABELS } from '../words.ts';
import { HoursFields } from './hours-fields.tsx';
import { EVENTS, REQUIREMENTS, SCOPES_OF_CONSENT, type SetRule, type TypedRule } from './typed-rule.ts';

/** What a rule asks. */
export function RequirementField({ typed, set }: { typed: TypedRule; set: SetRule }) {
  return (
    <NativeSelect
      label="What it asks"
      data={[...REQUIREMENTS]}
      value={typed.what}
      onChange={({ currentTarget: { value } }) =>
        set({ what: REQUIREMENTS.find((one) => one.value === value)?.value ?? 'ban' })
      }
    />
  );
}

/** How much of it: the hours, the number of calls, the length of the quiet, the scope of the consent. */
export function RequirementDetails({ typed, set }: { typed: TypedRule; set: SetRule }) {
  switch (typed.what) {
    case 'ban':
      return null;
    case 'hours':
      return <HoursFields typed={typed} set={set} />;
    case 'cap':
      return (
        <Group grow align="flex-start">
          <NumberInput
            label="At most"
            suffix=" calls"
            min={0}
            max={1000}
            value={typed.most}
            onChange={(value) => set({ most: Number(value) || 0 })}
          />
          <DaysField label="To a person within" value={typed.days} onChange={(days) => set({ days })} />
        </Group>
      );
    case 'quiet-after':
      return (
        <Group grow align="flex-start">
          <MultiSelect
            label="No call after"
            placeholder={typed.events.length === 0 ? 'What happened' : ''}
            data={[...EVENTS]}
            value={typed.events}
            required
            onChange={(values) =>
              set({ events: EVENTS.map(({ value }) => value).filter((one) => values.includes(one)) })
            }
          />
          <DaysField label="To the person, for" value={typed.days} onChange={(days) => set({ days })} />
        </Group>
      );
    case 'consent':
      return (
        <NativeSelect
          label="Who has not agreed in writing is not called"
          data={SCOPES_OF_CONSENT.map((value) => ({ value, label: SCOPE_LABELS[value] ?? value }))}
          value={typed.scope}
          onChange={({ currentTarget: { value } }) =>
            set({ scope: SCOPES_OF_CONSENT.find((one) => one === value) ?? 'telemarketing' })
          }
        />
      );
  }
}

function DaysField({ label, value, onChange }: { label: string; value: number; onChange: (days: number) => void }) {
  return (
    <NumberInput
      label={label}
      suffix=" days"
      min={1}
      max={396}
      value={value}
      onChange={(days) => onChange(Number(days) || 1)}
    />
  );
}
