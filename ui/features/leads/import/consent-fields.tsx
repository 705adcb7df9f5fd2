import { Group, NativeSelect, TextInput } from '@mantine/core';
import type { ListCreate } from '../../../api-client/types.gen.ts';

type ListConsent = NonNullable<ListCreate['consent']>;
type Scope = ListConsent['scopes'][number];

const AGREED = [
  { value: '', label: 'Nothing that is recorded', scopes: [] },
  { value: 'informational', label: 'To be informed', scopes: ['informational'] },
  { value: 'telemarketing', label: 'To marketing calls', scopes: ['informational', 'telemarketing'] },
  {
    value: 'automated-voice',
    label: 'To marketing calls by an automated voice',
    scopes: ['informational', 'telemarketing', 'automated-voice'],
  },
] as const satisfies { value: string; label: string; scopes: Scope[] }[];

const SOURCES = [
  { value: 'web-form', label: 'on a web form' },
  { value: 'paper', label: 'on paper' },
  { value: 'oral', label: 'by word of mouth' },
] as const satisfies { value: ListConsent['source']; label: string }[];

export interface Agreed {
  /** Of the choices above; empty: nothing. */
  to: string;
  source: ListConsent['source'];
  /** A day, as date inputs write it. */
  on: string;
  detail: string;
}

export const NOTHING_AGREED: Agreed = { to: '', source: 'web-form', on: '', detail: '' };

/** What the people of a list agreed to, when and where; recorded for each of them at the import. */
export function ConsentFields({ value, onChange }: { value: Agreed; onChange: (value: Agreed) => void }) {
  return (
    <Group gap="sm" align="flex-start">
      <NativeSelect
        label="What these people agreed to"
        description="Marketing calls by a voice agent need it in writing"
        data={AGREED.map(({ value: to, label }) => ({ value: to, label }))}
        value={value.to}
        onChange={(event) => onChange({ ...value, to: event.currentTarget.value })}
        w={300}
      />
      {value.to !== '' && (
        <>
          <NativeSelect
            label="How"
            description="Where it can be shown"
            data={[...SOURCES]}
            value={value.source}
            onChange={(event) =>
              onChange({
                ...value,
                source: SOURCES.find(({ value: source }) => source === event.currentTarget.value)?.value ?? 'web-form',
              })
            }
            w={170}
          />
          <TextInput
            label="When"
            description="A consent without a date is none"
            type="date"
            required
            value={value.on}
            onChange={(event) => onChange({ ...value, on: event.currentTarget.value })}
            w={180}
          />
          <TextInput
            label="Where it is kept"
            description="For whoever has to prove it"
            placeholder="Form 12, autumn fair"
            value={value.detail}
            onChange={(event) => onChange({ ...value, detail: event.currentTarget.value })}
            w={220}
          />
        </>
      )}
    </Group>
  );
}

/** A consent without its day would be stored as none at all. */
export const isWhole = ({ to, on }: Agreed): boolean => to === '' || on !== '';

/** As the API takes it; null: none. */
export function consentOf({ to, source, on, detail }: Agreed): ListConsent | null {
  const scopes = AGREED.find(({ value }) => value === to)?.scopes ?? [];
  if (scopes.length === 0 || on === '') return null;
  return { scopes: [...scopes], source, sourceDetail: detail, givenAt: `${on}T12:00:00.000Z` };
}
