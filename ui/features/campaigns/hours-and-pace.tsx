import { Checkbox, Group, NativeSelect, Radio, Stack, Text, TextInput } from '@mantine/core';
import type { Campaign } from '../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../http/problem.ts';
import { NumberField } from '../../parts/number-field.tsx';
import { paceInWords, windowInWords } from './in-words.ts';

export type HoursAndPace = Pick<Campaign, 'callingWindow' | 'callsPerSecond' | 'maxConcurrentCalls' | 'callKind'>;
type Window = NonNullable<Campaign['callingWindow']>;

const DAYS = [
  { value: 'mon', label: 'Mon' },
  { value: 'tue', label: 'Tue' },
  { value: 'wed', label: 'Wed' },
  { value: 'thu', label: 'Thu' },
  { value: 'fri', label: 'Fri' },
  { value: 'sat', label: 'Sat' },
  { value: 'sun', label: 'Sun' },
] as const satisfies { value: Window['days'][number]; label: string }[];
const OFFICE: Window = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], start: '09:00', end: '18:00', zone: 'lead' };
const KINDS = [
  { value: 'telemarketing', label: 'Telemarketing: the strictest rules' },
  { value: 'informational', label: 'Information the person expects' },
  { value: 'debt', label: 'Collecting a debt' },
] as const;

/** What of it is another than before. */
export function changesOf(before: HoursAndPace, after: HoursAndPace): Partial<HoursAndPace> {
  const isOther = (name: keyof HoursAndPace) => JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  return {
    ...(isOther('callingWindow') && { callingWindow: after.callingWindow }),
    ...(isOther('callsPerSecond') && { callsPerSecond: after.callsPerSecond }),
    ...(isOther('maxConcurrentCalls') && { maxConcurrentCalls: after.maxConcurrentCalls }),
    ...(isOther('callKind') && { callKind: after.callKind }),
  };
}

/** The form of when and how fast, with what it means in a sentence. */
export function HoursAndPaceForm({
  value,
  onChange,
  error,
}: {
  value: HoursAndPace;
  onChange: (value: HoursAndPace) => void;
  error: unknown;
}) {
  const { callingWindow: window } = value;
  const errors = error === null ? {} : fieldErrorsOf(error);
  const setWindow = (change: Partial<Window>) =>
    onChange({ ...value, callingWindow: { ...(window ?? OFFICE), ...change } });
  return (
    <Stack gap="lg">
      <Radio.Group
        label="When"
        value={window === null ? 'lawful' : 'own'}
        onChange={(choice) => onChange({ ...value, callingWindow: choice === 'own' ? (window ?? OFFICE) : null })}
      >
        <Stack gap={8} mt={6}>
          <Radio value="lawful" label="Whenever the law allows it where the telephone rings" />
          <Radio value="own" label="Only in these hours, inside the lawful ones" />
        </Stack>
      </Radio.Group>
      {window !== null && (
        <Group gap="md" align="flex-start">
          <Checkbox.Group
            label="Days"
            error={errors['callingWindow.days']}
            value={[...window.days]}
            onChange={(days) =>
              setWindow({ days: DAYS.flatMap(({ value: day }) => (days.includes(day) ? [day] : [])) })
            }
          >
            <Group gap="sm" mt={6}>
              {DAYS.map(({ value: day, label }) => (
                <Checkbox key={day} value={day} label={label} size="xs" />
              ))}
            </Group>
          </Checkbox.Group>
          <TextInput
            label="From"
            type="time"
            value={window.start}
            error={errors['callingWindow.start']}
            onChange={(event) => setWindow({ start: event.currentTarget.value })}
            w={136}
          />
          <TextInput
            label="To"
            type="time"
            value={window.end === '24:00' ? '23:59' : window.end}
            error={errors['callingWindow.end'] ?? errors['callingWindow']}
            onChange={(event) => setWindow({ end: event.currentTarget.value })}
            w={136}
          />
          <NativeSelect
            label="By the clock"
            value={window.zone}
            onChange={(event) => setWindow({ zone: event.currentTarget.value })}
            data={[
              { value: 'lead', label: 'of the lead' },
              ...(window.zone === 'lead' ? [ownZone()] : [window.zone]).map((zone) => ({
                value: zone,
                label: `of ${zone.replaceAll('_', ' ')}`,
              })),
            ]}
            w={200}
          />
        </Group>
      )}
      <Group gap="md" align="flex-start">
        <NumberField
          label="New calls a minute"
          value={round(value.callsPerSecond * 60)}
          error={errors['callsPerSecond']}
          onChange={(perMinute) => onChange({ ...value, callsPerSecond: Math.max(0.1, perMinute) / 60 })}
          min={1}
          max={6000}
          w={160}
        />
        <NumberField
          label="Calls at once, at most"
          value={value.maxConcurrentCalls}
          error={errors['maxConcurrentCalls']}
          onChange={(most) => onChange({ ...value, maxConcurrentCalls: Math.max(1, Math.round(most)) })}
          min={1}
          max={100_000}
          w={170}
        />
        <NativeSelect
          label="What the calls are"
          data={[...KINDS]}
          value={value.callKind}
          onChange={(event) =>
            onChange({
              ...value,
              callKind: KINDS.find(({ value: kind }) => kind === event.currentTarget.value)?.value ?? 'telemarketing',
            })
          }
          w={290}
        />
      </Group>
      <Text size="sm" role="status">
        In words: {windowInWords(window)}; {paceInWords(value)}.
      </Text>
    </Stack>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
