import { Button, Text, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { DncImport } from '../../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../../http/problem.ts';
import { useAct } from '../../../http/use-act.ts';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { instantOf, MomentField } from '../../../parts/moment-field.tsx';
import { useKept, useKeptOpen } from '../../../parts/use-kept.ts';
import { useOnce } from '../../../parts/use-once.ts';
import { useSession } from '../../../session/use-session.tsx';
import { NumberFile } from './number-file.tsx';
import { sendFile } from '../../../http/send-file.ts';
import { LIST_WORDS, type WhichList } from './which-list.ts';

const NOTHING = { lines: '', about: '', expires: '' };

/** Sends numbers, typed or as a file, for one of the tenant's own lists; their page tells how far they are read. */
export function ImportNumbers({ to }: { to: WhichList }) {
  const session = useSession();
  const navigate = useNavigate();
  const once = useOnce();
  const key = `numbers:${to.list}:${to.campaignId ?? ''}`;
  const [open, setOpen] = useKeptOpen(key, false);
  const [file, setFile] = useState<File | null>(null);
  const [typed, setTyped, forget] = useKept(key, NOTHING);
  const set = (change: Partial<typeof NOTHING>) => setTyped({ ...typed, ...change });
  const [sent, setSent] = useState(0);
  const words = LIST_WORDS[to.list];
  const given =
    file ?? (typed.lines.trim() === '' ? null : new File([typed.lines], 'typed.txt', { type: 'text/plain' }));
  const send = useAct(
    {
      mutationFn: (numbers: File) =>
        sendFile<DncImport>(
          session,
          '/api/v1/dnc/imports',
          {
            list: to.list,
            campaignId: to.campaignId ?? '',
            fileName: numbers.name,
            [words.about.field]: typed.about,
            expiresAt: instantOf(typed.expires) ?? '',
          },
          { file: numbers, type: 'text/csv', once: once.key },
          setSent,
        ),
      onSettled: once.renew,
    },
    ({ id }) => {
      forget();
      void navigate({ to: '/compliance/imports/$id', params: { id } });
    },
  );
  const errors: Record<string, string> = send.error ? fieldErrorsOf(send.error) : {};
  const close = () => {
    setOpen(false);
    setFile(null);
    setTyped(NOTHING);
    forget();
    setSent(0);
    send.reset();
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Add numbers
      </Button>
      <FormDialog
        opened={open}
        onClose={close}
        title={words.title}
        size="lg"
        submit="Never call these"
        ready={given !== null}
        pending={send.isPending}
        error={send.error}
        onSubmit={() => given && send.mutate(given)}
      >
        <Text size="sm">
          The first telephone number of each line counts, in any form. Leads that wait for a call to one of them end,
          and calls to them are hung up.
        </Text>
        <Textarea
          label="Numbers, one a line"
          autosize
          minRows={2}
          maxRows={8}
          data-autofocus
          disabled={file !== null}
          value={typed.lines}
          onChange={(event) => set({ lines: event.currentTarget.value })}
        />
        <NumberFile
          label="Or a file of them"
          accept=".csv,.txt,text/csv,text/plain"
          file={file}
          onChoose={setFile}
          sending={send.isPending ? sent : null}
        />
        <TextInput
          label={words.about.label}
          placeholder={words.about.placeholder}
          maxLength={words.about.most}
          value={typed.about}
          onChange={(event) => set({ about: event.currentTarget.value })}
        />
        <MomentField
          label="Until"
          empty="for good"
          value={typed.expires}
          error={errors['query.expiresAt']}
          onChange={(expires) => set({ expires })}
        />
      </FormDialog>
    </>
  );
}
