import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { RegistryVersion } from '../../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../../http/problem.ts';
import { instantOf, MomentField } from '../../../parts/moment-field.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { NoPermission } from '../../../parts/states.tsx';
import { useMay, useMe, useSession } from '../../../session/use-session.tsx';
import { listLabel } from '../words.ts';
import { useKept } from '../../../parts/use-kept.ts';
import { useOnce } from '../../../parts/use-once.ts';
import { NumberFile } from './number-file.tsx';
import { sendFile } from '../../../http/send-file.ts';

const REGISTRIES = ['us-federal', 'us-state', 'ca-national', 'uk-tps', 'uk-ctps'] as const;
const MODES = [
  { value: 'full', label: 'The whole list' },
  { value: 'areas', label: 'Some area codes: those in the file are replaced' },
  { value: 'changes', label: 'Changes: each number added or deleted' },
];

const NOTHING = { list: 'us-federal', state: '', mode: 'full', asOf: '', areas: '' };

/** A registry’s file goes to the server as it is; what it does is shown before it comes into force. */
export function UploadRegistry() {
  const session = useSession();
  const navigate = useNavigate();
  const known = useMe().data !== undefined;
  const mayWrite = useMay('dnc:write');
  const [file, setFile] = useState<File | null>(null);
  const [typed, setTyped, forget] = useKept('registry', NOTHING);
  const set = (change: Partial<typeof NOTHING>) => setTyped({ ...typed, ...change });
  const { list, state, mode, asOf, areas } = typed;
  const once = useOnce();
  const [sent, setSent] = useState(0);
  const send = useMutation({
    mutationFn: (chosen: File) =>
      sendFile<RegistryVersion>(
        session,
        `/api/v1/dnc/registries/${encodeURIComponent(list === 'us-state' ? `us-state:US-${state.trim().toUpperCase()}` : list)}/versions`,
        {
          mode,
          fileName: chosen.name,
          asOf: instantOf(asOf) ?? '',
          boughtAreas: areas.trim(),
        },
        { file: chosen, type: 'application/octet-stream', once: once.key },
        setSent,
      ),
    onSuccess: ({ id }) => {
      forget();
      void navigate({ to: '/compliance/versions/$id', params: { id } });
    },
    onSettled: once.renew,
  });
  const errors: Record<string, string> = send.error ? fieldErrorsOf(send.error) : {};
  if (known && !mayWrite) return <NoPermission what="upload registries" />;
  return (
    <>
      <PageHeader
        up={{ label: 'Lists', to: '/compliance/lists' }}
        title="Upload a registry"
        lead="Nothing comes into force by this: you see what the file would change, and what is wrong with it, first."
      />
      <Panel title="The file" note="One number a line (6175550142 or 617,5550142), also zipped or gzipped.">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (file) send.mutate(file);
          }}
        >
          <Stack gap="sm" maw={520}>
            <NumberFile
              label="File"
              required
              accept=".txt,.csv,.zip,.gz,text/plain,text/csv"
              file={file}
              onChoose={setFile}
              sending={send.isPending ? sent : null}
            />
            <Group gap="sm" grow align="flex-start">
              <NativeSelect
                label="Registry"
                value={list}
                data={REGISTRIES.map((name) => ({
                  value: name,
                  label: name === 'us-state' ? 'United States, a state’s list' : listLabel(name),
                }))}
                onChange={(event) => set({ list: event.currentTarget.value })}
              />
              {list === 'us-state' && (
                <TextInput
                  label="State"
                  placeholder="TX"
                  required
                  maxLength={2}
                  value={state}
                  error={errors['list']}
                  onChange={(event) => set({ state: event.currentTarget.value })}
                />
              )}
            </Group>
            <NativeSelect
              label="What the file says"
              value={mode}
              data={MODES}
              onChange={(event) => set({ mode: event.currentTarget.value })}
            />
            <MomentField
              label="Fetched from the registry"
              empty="now. A copy may be used for 31 days from then, 28 in the United Kingdom."
              value={asOf}
              error={errors['query.asOf']}
              onChange={(at) => set({ asOf: at })}
            />
            <TextInput
              label="Area codes of the subscription"
              description="So that one without a single number counts as held. Empty: those in the file."
              placeholder="212, 646"
              value={areas}
              error={errors['query.boughtAreas']}
              onChange={(event) => set({ areas: event.currentTarget.value })}
            />
            {send.error !== null && <ProblemNotice error={send.error} />}
            <Group>
              <Button type="submit" disabled={file === null} loading={send.isPending}>
                Upload
              </Button>
            </Group>
          </Stack>
        </form>
      </Panel>
    </>
  );
}
