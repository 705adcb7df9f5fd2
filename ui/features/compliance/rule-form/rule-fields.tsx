import { Checkbox, Group, MultiSelect, TextInput } from '@mantine/core';
import { CONTACT_KIND_LABELS, NUMBER_TYPE_LABELS } from '../words.ts';
import { RequirementDetails } from './requirement-fields.tsx';
import { EXCEPTIONS, KINDS_OF_CONTACT, KINDS_OF_NUMBER } from './rule-choices.ts';
import { type SetRule, type TypedRule, withoutOtherConsents } from './typed-rule.ts';

/** Where a rule holds, from when to when, for which calls, and how much of it. */
export function RuleFields({
  typed,
  set,
  errors,
}: {
  typed: TypedRule;
  set: SetRule;
  /** What the server said, by the last name of the field. */
  errors: Readonly<Record<string, string>>;
}) {
  return (
    <>
      <Group grow align="flex-end">
        <TextInput
          label="Places"
          description="States, countries; empty: everywhere"
          placeholder="US-LA, US-MS"
          value={typed.places}
          error={errors['states'] ?? errors['countries']}
          onChange={(event) => set({ places: event.currentTarget.value })}
        />
        <TextInput
          label="Postal codes there"
          description="A county or city: how they begin"
          placeholder="701, 70043"
          value={typed.postalCodes}
          error={errors['postalCodes']}
          onChange={(event) => set({ postalCodes: event.currentTarget.value })}
        />
      </Group>
      <TextInput
        label="Law"
        description="As you would cite it"
        placeholder="R.S. 45:844.14"
        maxLength={300}
        value={typed.citation}
        onChange={(event) => set({ citation: event.currentTarget.value })}
      />
      <Dates typed={typed} set={set} error={errors['until']} />
      <Group grow align="flex-end">
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
      <MultiSelect
        label="Not for people who"
        placeholder={typed.except.length === 0 ? 'No exception' : ''}
        data={[...EXCEPTIONS]}
        value={typed.except}
        onChange={(values) => set({ except: withoutOtherConsents(values, typed.except) })}
      />
      <Checkbox
        label="Only calls with an artificial voice"
        checked={typed.onlyVoice}
        onChange={(event) => set({ onlyVoice: event.currentTarget.checked })}
      />
      <RequirementDetails typed={typed} set={set} errors={errors} />
    </>
  );
}

function Dates({ typed, set, error }: { typed: TypedRule; set: SetRule; error: string | undefined }) {
  const type = typed.what === 'ban' ? 'datetime-local' : 'date';
  const shown = (text: string) => {
    if (text === '') return '';
    if (type === 'date') return text.slice(0, 10);
    return text.length === 10 ? `${text}T00:00` : text;
  };
  return (
    <Group grow align="flex-end">
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
        error={error}
        onChange={(event) => set({ until: event.currentTarget.value })}
      />
    </Group>
  );
}
