import { Checkbox, NumberInput, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { NumberField } from '../../parts/number-field.tsx';
import { Panel } from '../../parts/panel.tsx';
import { DraftText } from './draft-text.tsx';
import type { PartProps } from './part.ts';
import { DIRECTION_WORDS, DIRECTIONS } from './words.ts';

/** Tools of this release's voice worker. */
const TOOLS: readonly (readonly [name: string, label: string, note: string])[] = [
  ['end_call', 'End the call', 'Says goodbye and hangs up when the conversation is over.'],
  [
    'record_opt_out',
    'Record an opt-out',
    'Writes the number to the do-not-call list before it is confirmed aloud. Leave it on.',
  ],
  ['schedule_callback', 'Schedule a call back', 'Promises a time only if the number may be called then.'],
];
const DIALERS = ['auto', 'agentless', 'progressive', 'predictive', 'preview'] as const;

/** What the agent may do, when it hands over, and how many calls it takes. */
export function BehaviourTab(part: PartProps) {
  const { draft, disabled, errors } = part;
  const { value, set } = draft;
  const foreign = value.tools.filter((tool) => !TOOLS.some(([name]) => name === tool));
  return (
    <Stack gap="md">
      <Panel title="About">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label="Name"
            value={value.name}
            error={errors['name']}
            disabled={disabled}
            onChange={(event) => set('name', event.currentTarget.value)}
          />
          <Select
            label="Direction"
            data={DIRECTIONS.map((one) => ({ value: one, label: DIRECTION_WORDS[one] }))}
            value={value.direction}
            allowDeselect={false}
            disabled={disabled}
            onChange={(one) => set('direction', DIRECTIONS.find((direction) => direction === one) ?? value.direction)}
          />
          <Textarea
            label="Description"
            description="For your colleagues."
            autosize
            minRows={2}
            value={value.description}
            error={errors['description']}
            disabled={disabled}
            onChange={(event) => set('description', event.currentTarget.value)}
          />
          <NumberField
            label="Calls at once"
            description="Further calls wait for a free place."
            min={0}
            max={100_000}
            value={value.maxConcurrentCalls}
            error={errors['maxConcurrentCalls']}
            disabled={disabled}
            onChange={(number) => set('maxConcurrentCalls', number)}
          />
        </SimpleGrid>
      </Panel>
      <Panel title="Tools" note="What it may do besides talking.">
        <Stack gap="sm">
          {TOOLS.map(([name, label, note]) => (
            <Checkbox
              key={name}
              label={label}
              description={note}
              checked={value.tools.includes(name)}
              disabled={disabled}
              onChange={(event) =>
                set(
                  'tools',
                  event.currentTarget.checked ? [...value.tools, name] : value.tools.filter((one) => one !== name),
                )
              }
            />
          ))}
          {foreign.length > 0 && (
            <Text size="xs" className="quiet">
              Also named, and unknown to this release’s voice worker: {foreign.join(', ')}.
            </Text>
          )}
        </Stack>
      </Panel>
      <Panel title="Handing over" note="Numbers in any form; they are kept as E.164.">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <DraftText
            of={part}
            field="transferNumber"
            label="Transfer number"
            description="Where a caller who asks for a person is put through."
          />
          <DraftText
            of={part}
            field="fallbackNumber"
            label="Fallback number"
            description="Where a call goes when the technology fails."
          />
        </SimpleGrid>
      </Panel>
      <Panel title="Outbound defaults" note="For campaigns that do not decide otherwise.">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Select
            label="Dialer"
            placeholder="The campaign decides"
            clearable
            data={[...DIALERS]}
            value={value.outboundConfig.dialerType ?? null}
            disabled={disabled}
            onChange={(dialerType) => {
              const { dialerType: _old, ...rest } = value.outboundConfig;
              const chosen = DIALERS.find((one) => one === dialerType);
              set('outboundConfig', chosen ? { ...rest, dialerType: chosen } : rest);
            }}
          />
          <NumberInput
            label="Retries"
            placeholder="The campaign decides"
            min={0}
            max={20}
            value={value.outboundConfig.maxRetries ?? ''}
            disabled={disabled}
            onChange={(number) => {
              const { maxRetries: _old, ...rest } = value.outboundConfig;
              set('outboundConfig', typeof number === 'number' ? { ...rest, maxRetries: number } : rest);
            }}
          />
        </SimpleGrid>
        <Text size="xs" className="quiet" mt="sm">
          Do-not-call lists are honoured whatever is set here.
        </Text>
      </Panel>
    </Stack>
  );
}
