import { Autocomplete, Button, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { listLlmModelsOptions, listSttModelsOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { Agent } from '../../api-client/types.gen.ts';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import type { PartProps } from './part.ts';
import { providerName, VOICE_PROVIDERS } from './words.ts';

type Fallbacks = Agent['fallbacks'];

/** Who takes over in the middle of a call when the first choice fails. */
export function FallbacksTab({ draft, disabled, errors }: PartProps) {
  const { value, set } = draft;
  const { llm, tts, stt } = value.fallbacks;
  const models =
    useQuery({ ...listLlmModelsOptions({}), staleTime: 60_000, meta: { part: 'the models to choose among' } }).data
      ?.items ?? [];
  const listeners =
    useQuery({ ...listSttModelsOptions({}), staleTime: 60_000, meta: { part: 'the recognisers to choose among' } }).data
      ?.items ?? [];
  const change = (change: Fallbacks) => set('fallbacks', withoutNothing({ ...value.fallbacks, ...change }));
  const part = (name: string, key: keyof Fallbacks, first: Fallbacks, fields: ReactNode) => (
    <Part
      title={name}
      chosen={Boolean(value.fallbacks[key])}
      disabled={disabled}
      onAdd={() => change(first)}
      onRemove={() => change({ [key]: null })}
    >
      <SimpleGrid cols={{ base: 1, xs: 3 }}>{fields}</SimpleGrid>
    </Part>
  );
  return (
    <Stack gap="md">
      <Text size="sm" className="quiet">
        When a provider fails while somebody is on the line, the second choice goes on with the same conversation. It
        helps only if it fails for other reasons: choose another provider, with a key of its own.
      </Text>
      {part(
        'Another model',
        'llm',
        { llm: { provider: 'groq', model: 'llama-3.3-70b-versatile' } },
        llm && (
          <>
            <Provider
              of={[...models.map((one) => one.provider), llm.provider]}
              value={llm.provider}
              disabled={disabled}
              onChange={(provider) =>
                change({ llm: { provider, model: models.find((one) => one.provider === provider)?.id ?? '' } })
              }
            />
            <Autocomplete
              label="Model"
              data={models.filter((one) => one.provider === llm.provider).map((one) => one.id)}
              value={llm.model}
              disabled={disabled}
              error={errors['fallbacks.llm.model']}
              onChange={(model) => change({ llm: { ...llm, model } })}
            />
            <TextInput
              label="Address"
              description="Of an OpenAI-compatible service of your own."
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              placeholder="https://…/v1"
              value={llm.baseUrl ?? ''}
              disabled={disabled}
              error={errors['fallbacks.llm.baseUrl']}
              onChange={(event) => change({ llm: { ...llm, baseUrl: event.currentTarget.value || null } })}
            />
          </>
        ),
      )}
      {part(
        'Another voice',
        'tts',
        { tts: { provider: 'deepgram' } },
        tts && (
          <>
            <Provider
              of={[...VOICE_PROVIDERS, tts.provider]}
              value={tts.provider}
              disabled={disabled}
              onChange={(provider) => change({ tts: { provider } })}
            />
            <TextInput
              label="Voice"
              placeholder="The provider’s usual one"
              description="Its id, as the Voice tab lists it."
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={tts.voiceId ?? ''}
              disabled={disabled}
              error={errors['fallbacks.tts.voiceId']}
              onChange={(event) => change({ tts: { ...tts, voiceId: event.currentTarget.value || null } })}
            />
            <TextInput
              label="Voice model"
              placeholder="The provider’s usual one"
              value={tts.model ?? ''}
              disabled={disabled}
              error={errors['fallbacks.tts.model']}
              onChange={(event) => change({ tts: { ...tts, model: event.currentTarget.value || null } })}
            />
          </>
        ),
      )}
      {part(
        'Another recognition',
        'stt',
        { stt: { provider: 'deepgram' } },
        stt && (
          <>
            <Provider
              of={[...listeners.map((one) => one.provider), stt.provider]}
              value={stt.provider}
              disabled={disabled}
              onChange={(provider) => change({ stt: { provider } })}
            />
            <Autocomplete
              label="Recognition model"
              placeholder="The provider’s usual one"
              data={listeners.filter((one) => one.provider === stt.provider).map((one) => one.model)}
              value={stt.model ?? ''}
              disabled={disabled}
              error={errors['fallbacks.stt.model']}
              onChange={(model) => change({ stt: { ...stt, model: model || null } })}
            />
          </>
        ),
      )}
      <Panel title="One speech-to-speech model" note="Instead of model, voice and recognition.">
        <Notice tone="info" title="Not available yet">
          The API keeps the field <code>realtime</code>, and no voice worker of this release carries such a model: it
          would bypass the words that opt-outs and disclosures are recognised and spoken by.
          {value.realtime !== null &&
            ` This agent has ${providerName(value.realtime.provider)} ${value.realtime.model} stored; calls use the three parts all the same.`}
        </Notice>
      </Panel>
    </Stack>
  );
}

function Part(of: {
  title: string;
  chosen: boolean;
  disabled: boolean;
  onAdd: () => void;
  onRemove: () => void;
  children: ReactNode;
}) {
  return (
    <Panel
      title={of.title}
      note={of.chosen ? undefined : 'None: when the first choice fails, the agent apologises and the call ends.'}
      aside={
        <Button
          size="compact-sm"
          variant="default"
          disabled={of.disabled}
          flex="none"
          aria-label={`${of.chosen ? 'Remove' : 'Add'} ${of.title.toLowerCase()}`}
          onClick={of.chosen ? of.onRemove : of.onAdd}
        >
          {of.chosen ? 'Remove' : 'Add'}
        </Button>
      }
    >
      {of.chosen && of.children}
    </Panel>
  );
}

function Provider(of: {
  of: readonly string[];
  value: string;
  disabled: boolean;
  onChange: (provider: string) => void;
}) {
  return (
    <Select
      label="Provider"
      data={[...new Set(of.of)].map((one) => ({ value: one, label: providerName(one) }))}
      value={of.value}
      allowDeselect={false}
      disabled={of.disabled}
      onChange={(provider) => provider !== null && of.onChange(provider)}
    />
  );
}

/** A fallback that was taken away is no field, as in an agent that never had one. */
function withoutNothing(fallbacks: Fallbacks): Fallbacks {
  return Object.fromEntries(Object.entries(fallbacks).filter(([, choice]) => choice !== null && choice !== undefined));
}
