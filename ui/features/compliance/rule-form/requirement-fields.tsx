import { Checkbox, Group, MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import { NumberField } from '../../../parts/number-field.tsx';
import { SCOPE_LABELS } from '../words.ts';
import { HoursFields } from './hours-fields.tsx';
import { AFTER, DISCLOSURES, EVENTS, ON_CALLS, REGISTRIES, REQUIREMENTS, SCOPES_OF_CONSENT } from './rule-choices.ts';
import type { SetRule, TypedRule } from './typed-rule.ts';

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

interface Fields {
  typed: TypedRule;
  set: SetRule;
  /** What the server said, by the last name of the field. */
  errors: Readonly<Record<string, string>>;
}

/** How much of it: the hours, the number of calls, the length of the quiet, the scope of the consent, and so on. */
export function RequirementDetails({ typed, set, errors }: Fields) {
  switch (typed.what) {
    case 'ban':
      return null;
    case 'hours':
      return <HoursFields typed={typed} set={set} />;
    case 'cap':
      return (
        <Group grow align="flex-start">
          <NumberField
            label="At most"
            suffix=" calls"
            min={0}
            max={1000}
            value={typed.most}
            onChange={(most) => set({ most })}
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
    case 'list':
      return <RegistryFields typed={typed} set={set} errors={errors} />;
    case 'reassigned':
      return (
        <Checkbox
          label="Nobody is called of whose number it was not asked"
          description="Without it, only numbers are left out that are known to have a new owner"
          checked={typed.must}
          onChange={(event) => set({ must: event.currentTarget.checked })}
        />
      );
    case 'disclosure':
      return <DisclosureFields typed={typed} set={set} />;
  }
}

function RegistryFields({ typed, set, errors }: Fields) {
  return (
    <>
      <Group grow align="flex-start">
        <OneOf label="Registry" of={REGISTRIES} value={typed.registry} onChange={(registry) => set({ registry })} />
        {typed.registry === 'us-state' && (
          <TextInput
            label="State"
            placeholder="TX"
            required
            maxLength={2}
            value={typed.registryState}
            error={errors['list']}
            onChange={(event) => set({ registryState: event.currentTarget.value })}
          />
        )}
        <DaysField label="Its copy is at most" most={366} value={typed.maxAge} onChange={(maxAge) => set({ maxAge })} />
      </Group>
      <Checkbox
        label="Without a copy there is no call"
        description="Else it counts only where you hold one"
        checked={typed.must}
        onChange={(event) => set({ must: event.currentTarget.checked })}
      />
    </>
  );
}

function DisclosureFields({ typed, set }: Pick<Fields, 'typed' | 'set'>) {
  return (
    <>
      <Group grow align="flex-start">
        <OneOf label="What" of={DISCLOSURES} value={typed.disclosure} onChange={(disclosure) => set({ disclosure })} />
        <OneOf label="When" of={ON_CALLS} value={typed.on} onChange={(on) => set({ on })} />
      </Group>
      <Group grow align="flex-start">
        <NumberField
          label="Within"
          suffix=" seconds"
          min={0}
          max={600}
          value={typed.withinSeconds}
          onChange={(withinSeconds) => set({ withinSeconds })}
        />
        <OneOf label="Of" of={AFTER} value={typed.after} onChange={(after) => set({ after })} />
      </Group>
    </>
  );
}

/** One of a few words, each told in a line. */
function OneOf<V extends string>({
  label,
  of,
  value,
  onChange,
}: {
  label: string;
  of: readonly { value: V; label: string }[];
  value: V;
  onChange: (value: V) => void;
}) {
  return (
    <NativeSelect
      label={label}
      data={[...of]}
      value={value}
      onChange={({ currentTarget }) => {
        const chosen = of.find((one) => one.value === currentTarget.value);
        if (chosen) onChange(chosen.value);
      }}
    />
  );
}

function DaysField({
  label,
  most = 396,
  value,
  onChange,
}: {
  label: string;
  most?: number;
  value: number;
  onChange: (days: number) => void;
}) {
  return <NumberField label={label} suffix=" days" min={1} max={most} value={value} onChange={onChange} />;
}
