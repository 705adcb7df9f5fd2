import { Group, MultiSelect, NativeSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listProvisionsOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import { CONTACT_KIND_LABELS, NUMBER_TYPE_LABELS, SCOPE_LABELS } from '../words.ts';
import { HoursFields } from './hours-fields.tsx';
import { KINDS_OF_CONTACT, KINDS_OF_NUMBER, REQUIREMENTS, SCOPES_OF_CONSENT, type TypedRule } from './typed-rule.ts';

type Set = (change: Partial<TypedRule>) => void;

/** What a rule asks. */
export function RequirementField({ typed, set }: { typed: TypedRule; set: Set }) {
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

/** Where a rule holds, from when to when, for which calls, and how much of it. */
export function RuleFields({ typed, set }: { typed: TypedRule; set: Set }) {
  return (
    <>
      <Group grow align="flex-start">
        <TextInput
          label="Places"
          description="States, countries; empty: everywhere"
          placeholder="US-LA, US-MS"
          value={typed.places}
          onChange={(event) => set({ places: event.currentTarget.value })}
        />
        <TextInput
          label="Law"
          description="As you would cite it"
          placeholder="R.S. 45:844.14"
          maxLength={300}
          value={typed.citation}
          onChange={(event) => set({ citation: event.currentTarget.value })}
        />
      </Group>
      <Dates typed={typed} set={set} />
      <Group grow align="flex-start">
        <MultiSelect
          label="Only calls that"
          placeholder={typed.kinds.length === 0 ? 'Every kind' : ''}
          data={KINDS_OF_CONTACT.map((value) => ({ value, label: CONTACT_KIND_LABELS[value].toLowerCase() }))}
          value={typed.kinds}
          onChange={(values) => set({ kinds: KINDS_OF_CONTACT.filter((one) => values.includes(one)) })}
        />
        <MultiSelect
          label="Only numbers that are"
          placeholder={typed.numberTypes.length === 0 ? 'Of every type' : ''}
          data={KINDS_OF_NUMBER.map((value) => ({ value, label: NUMBER_TYPE_LABELS[value] }))}
          value={typed.numberTypes}
          onChange={(values) => set({ numberTypes: KINDS_OF_NUMBER.filter((one) => values.includes(one)) })}
        />
      </Group>
      {typed.what === 'hours' && <HoursFields typed={typed} set={set} />}
      {typed.what === 'cap' && (
        <Group grow align="flex-start">
          <NumberInput
            label="At most"
            suffix=" calls"
            min={0}
            max={1000}
            value={typed.most}
            onChange={(value) => set({ most: Number(value) || 0 })}
          />
          <NumberInput
            label="To a person within"
            suffix=" days"
            min={1}
            max={396}
            value={typed.days}
            onChange={(value) => set({ days: Number(value) || 1 })}
          />
        </Group>
      )}
      {typed.what === 'consent' && (
        <NativeSelect
          label="Who has not agreed in writing is not called"
          data={SCOPES_OF_CONSENT.map((value) => ({ value, label: SCOPE_LABELS[value] ?? value }))}
          value={typed.scope}
          onChange={({ currentTarget: { value } }) =>
            set({ scope: SCOPES_OF_CONSENT.find((one) => one === value) ?? 'telemarketing' })
          }
        />
      )}
    </>
  );
}

function Dates({ typed, set }: { typed: TypedRule; set: Set }) {
  const type = typed.what === 'ban' ? 'datetime-local' : 'date';
  const shown = (text: string) => {
    if (text === '') return '';
    if (type === 'date') return text.slice(0, 10);
    return text.length === 10 ? `${text}T00:00` : text;
  };
  return (
    <Group grow align="flex-start">
      <TextInput
        label="From"
        description="By the clock of the place; empty: at once"
        type={type}
        value={shown(typed.from)}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        label="No longer from"
        description="Empty: for good"
        type={type}
        value={shown(typed.until)}
        onChange={(event) => set({ until: event.currentTarget.value })}
      />
    </Group>
  );
}

/** A provision in force, by its words or id. */
export function ProvisionChoice({
  label,
  description,
  required = false,
  value,
  onChange,
  error,
}: {
  label: string;
  description: string;
  required?: boolean;
  value: string;
  onChange: (id: string) => void;
  error?: string | undefined;
}) {
  const provisions = useQuery({ ...listProvisionsOptions(), staleTime: 30_000 });
  const data = (provisions.data?.items ?? []).map(({ id, title }) => ({ value: id, label: `${id}: ${title}` }));
  return (
    <Select
      label={label}
      description={description}
      placeholder="Its id or words"
      data={data}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
      searchable
      clearable={!required}
      required={required}
      limit={60}
      error={error}
      nothingFoundMessage={provisions.data ? 'No rule is like that' : 'Reading the rules'}
    />
  );
}
