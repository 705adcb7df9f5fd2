import { Button, Group, Modal, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { createAgentMutation, listAgentsInfiniteQueryKey } from '../../api-client/@tanstack/react-query.gen.ts';
import type { AgentCreate } from '../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../http/problem.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useKept } from '../../parts/use-kept.ts';
import { DIRECTION_WORDS, DIRECTIONS } from './words.ts';

/** What a new agent starts from. Everything can be changed after. */
const STARTS: Readonly<Record<string, { label: string; note: string; fields: Partial<AgentCreate> }>> = {
  demo: {
    label: 'Demo, without any key',
    note: 'A scripted model and a synthetic voice that run here. It reads what you type, and hears no microphone.',
    fields: { llmProvider: 'demo', llmModel: 'demo', voiceProvider: 'demo', voiceId: 'slt', sttProvider: 'demo' },
  },
  usual: {
    label: 'Real providers',
    note: 'OpenAI thinks, Cartesia speaks, AssemblyAI listens. Each needs a key under Settings, Providers.',
    fields: {},
  },
};

interface Typed {
  name: string;
  direction: (typeof DIRECTIONS)[number];
  start: string;
}
const NOTHING: Typed = { name: '', direction: 'outbound', start: 'demo' };

/** Name, direction and a start; the rest is written in the editor. */
export function NewAgent({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [typed, setTyped, forget] = useKept<Typed>('agent', NOTHING);
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  const { name, direction, start } = typed;
  const create = useMutation({
    ...createAgentMutation(),
    onSuccess: (agent) => {
      forget();
      void client.invalidateQueries({ queryKey: listAgentsInfiniteQueryKey() });
      void navigate({ to: '/agents/$id', params: { id: agent.id } });
    },
  });
  const errors = fieldErrorsOf(create.error ?? undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    const greetingMessage =
      direction === 'inbound'
        ? 'Hello, you are speaking with an automated assistant. How can I help?'
        : 'Hello {{lead.firstName}}, this is an automated assistant. Is this a good moment?';
    create.mutate({ body: { name, direction, greetingMessage, ...STARTS[start]?.fields } });
  }

  return (
    <Modal opened={opened} onClose={onClose} title="New agent">
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="Name"
            description="What you call it. Callees hear what the greeting says."
            required
            maxLength={120}
            data-autofocus
            value={name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={errors['name']}
          />
          <Select
            label="Direction"
            data={DIRECTIONS.map((value) => ({ value, label: DIRECTION_WORDS[value] }))}
            value={direction}
            allowDeselect={false}
            onChange={(value) => set({ direction: DIRECTIONS.find((one) => one === value) ?? 'outbound' })}
          />
          <Radio.Group label="Start from" value={start} onChange={(value) => set({ start: value })}>
            <Stack gap="xs" mt={6}>
              {Object.entries(STARTS).map(([value, { label, note }]) => (
                <Radio key={value} value={value} label={label} description={note} />
              ))}
            </Stack>
          </Radio.Group>
          {create.error && <ProblemNotice error={create.error} />}
          <Group justify="space-between">
            <Text size="xs" className="quiet">
              It starts as a draft: no campaign uses it yet.
            </Text>
            <Button type="submit" loading={create.isPending} disabled={name.trim() === ''}>
              Make agent
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
