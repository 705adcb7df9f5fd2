import { ActionIcon, Button, Group, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Panel } from '../../parts/panel.tsx';
import type { PartProps } from './part.ts';
import { PromptField } from './prompt-field.tsx';
import { useTokenCount } from './use-token-count.ts';

/** Who the agent is and what it says first. */
export function PromptsTab({ draft, disabled, errors }: PartProps) {
  const { value, set } = draft;
  const separate = value.inboundPrompt !== null || value.outboundPrompt !== null;
  const [apart, setApart] = useState(separate);
  const texts = {
    systemPrompt: value.systemPrompt,
    inboundPrompt: value.inboundPrompt ?? '',
    outboundPrompt: value.outboundPrompt ?? '',
    personality: value.personality ?? '',
  };
  const count = useTokenCount(texts, value.llmProvider, value.llmModel);
  const own = Object.keys(value.promptParameters);
  return (
    <Stack gap="md">
      <Panel title="Instructions" note="What it is to do, in plain words. Short answers sound best on the telephone.">
        <Stack gap="md">
          <PromptField
            label={apart ? 'Prompt, where there is none of its own below' : 'Prompt'}
            value={value.systemPrompt}
            onChange={(text) => set('systemPrompt', text)}
            tokens={count.tokensOf('systemPrompt')}
            count={count}
            parameters={own}
            disabled={disabled}
            error={errors['systemPrompt']}
            minRows={8}
          />
          <Switch
            label="Different instructions for incoming and outgoing calls"
            checked={apart}
            disabled={disabled}
            onChange={(event) => {
              setApart(event.currentTarget.checked);
              if (event.currentTarget.checked) return;
              set('inboundPrompt', null);
              set('outboundPrompt', null);
            }}
          />
          {apart && (
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              {(['inboundPrompt', 'outboundPrompt'] as const).map((field) => (
                <PromptField
                  key={field}
                  label={field === 'inboundPrompt' ? 'When it is called' : 'When it calls'}
                  value={value[field] ?? ''}
                  onChange={(text) => set(field, text === '' ? null : text)}
                  tokens={count.tokensOf(field)}
                  count={count}
                  parameters={own}
                  disabled={disabled}
                  error={errors[field]}
                  minRows={5}
                />
              ))}
            </SimpleGrid>
          )}
          <PromptField
            label="Personality"
            note="How it speaks: friendly, brief, formal …"
            value={value.personality ?? ''}
            onChange={(text) => set('personality', text === '' ? null : text)}
            tokens={count.tokensOf('personality')}
            count={count}
            parameters={null}
            disabled={disabled}
            error={errors['personality']}
            minRows={2}
          />
          <Text size="xs" className="quiet" role="status">
            {count.note}
          </Text>
        </Stack>
      </Panel>
      <Panel title="What it says first" note="Spoken as written, the moment the callee can hear it.">
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <PromptField
            label="Greeting"
            note="After the disclosure, where there is one."
            value={value.greetingMessage}
            onChange={(text) => set('greetingMessage', text)}
            parameters={own}
            disabled={disabled}
            error={errors['greetingMessage']}
            minRows={3}
          />
          <PromptField
            label="Disclosure, before the greeting"
            note="Who calls, and that it is a machine; never interrupted. Empty: the tenant’s."
            value={value.disclosureMessage ?? ''}
            onChange={(text) => set('disclosureMessage', text === '' ? null : text)}
            parameters={own}
            disabled={disabled}
            error={errors['disclosureMessage']}
            minRows={3}
          />
        </SimpleGrid>
      </Panel>
      <Parameters draft={draft} disabled={disabled} errors={errors} />
    </Stack>
  );
}

/** Values of the agent's own for its texts. */
function Parameters({ draft, disabled }: Pick<PartProps, 'draft' | 'disabled' | 'errors'>) {
  const { value, set } = draft;
  const entries = Object.entries(value.promptParameters);
  const write = (next: [string, string | number | boolean][]) => set('promptParameters', Object.fromEntries(next));
  return (
    <Panel
      title="Own variables"
      note="Values for {{agent.name-of-it}} in the texts above, so that the same prompt serves several agents."
    >
      <Stack gap="xs">
        {entries.map(([name, content], index) => (
          <Group key={index} gap="xs" wrap="nowrap" align="flex-start">
            <TextInput
              aria-label={`Name of variable ${index + 1}`}
              value={name}
              disabled={disabled}
              w={200}
              onChange={(event) => {
                const renamed = event.currentTarget.value.replace(/[^A-Za-z0-9_]/g, '');
                write(entries.map((entry, at) => (at === index ? [renamed, entry[1]] : entry)));
              }}
            />
            <TextInput
              aria-label={`Value of ${name || 'the variable'}`}
              value={String(content)}
              disabled={disabled}
              flex={1}
              onChange={(event) => {
                const text = event.currentTarget.value;
                write(entries.map((entry, at) => (at === index ? [entry[0], text] : entry)));
              }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              disabled={disabled}
              aria-label={`Remove ${name || 'the variable'}`}
              onClick={() => write(entries.filter((_entry, at) => at !== index))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            disabled={disabled}
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => write([...entries, [freeName(entries.map(([name]) => name)), '']])}
          >
            Add a variable
          </Button>
        </Group>
      </Stack>
    </Panel>
  );
}

function freeName(taken: readonly string[]): string {
  for (let number = 1; ; number++) if (!taken.includes(`variable${number}`)) return `variable${number}`;
}
