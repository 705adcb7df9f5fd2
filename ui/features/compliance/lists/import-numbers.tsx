import { Button, FileInput, Progress, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../../http/use-act.ts';
import { useSession } from '../../../session/use-session.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { sendFile } from './send-file.ts';
import type { DncImport } from '../../../api-client/types.gen.ts';
import { useOnce } from '../../../parts/use-once.ts';

/** Sends a file of numbers for one of the tenant's own lists; its page tells how far it is read. */
export function ImportNumbers({ list }: { list: 'internal' | 'litigator' }) {
  const session = useSession();
  const navigate = useNavigate();
  const once = useOnce();
  const [open, setOpen] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [words, setWords] = useState('');
  const [expires, setExpires] = useState('');
  const [sent, setSent] = useState(0);
  const send = useAct(
    {
      mutationFn: (given: File) =>
        sendFile<DncImport>(
          session,
          '/api/v1/dnc/imports',
          {
            list,
            fileName: given.name,
            [list === 'litigator' ? 'source' : 'reason']: words,
            ...(expires !== '' && { expiresAt: new Date(expires).toISOString() }),
          },
          { file: given, type: 'text/csv', once: once.key },
          setSent,
        ),
      onSettled: once.renew,
    },
    ({ id }) => void navigate({ to: '/compliance/imports/$id', params: { id } }),
  );
  const close = () => {
    setOpen(false);
    setFile(null);
    setSent(0);
    send.reset();
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Import a file
      </Button>
      <FormDialog
        opened={open}
        onClose={close}
        title={list === 'litigator' ? 'Add litigators from a file' : 'Add numbers from a file'}
        size="lg"
        submit="Never call these"
        cancel="Cancel"
        ready={file !== null}
        pending={send.isPending}
        error={send.error}
        onSubmit={() => file && send.mutate(file)}
      >
        <Text size="sm">
          The first telephone number of each line counts, in any form. Leads that wait for a call to one of them end,
          and calls to them are hung up.
        </Text>
        <FileInput
          label="File"
          placeholder="A text or CSV file"
          accept=".csv,.txt,text/csv,text/plain"
          value={file}
          onChange={setFile}
          required
          clearable
        />
        <TextInput
          label={list === 'litigator' ? 'Where they come from' : 'Why'}
          placeholder={list === 'litigator' ? 'A service, your lawyer' : 'From the old dialer'}
          maxLength={list === 'litigator' ? 200 : 500}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <TextInput
          label="Until"
          description="Your time; empty: for good"
          type="datetime-local"
          value={expires}
          onChange={(event) => setExpires(event.currentTarget.value)}
        />
        {send.isPending && (
          <div role="status">
            <Progress value={sent * 100} aria-label="Sending the file" />
            <Text size="sm">{sent < 1 ? `${Math.round(sent * 100)} % sent` : 'Sent'}</Text>
          </div>
        )}
      </FormDialog>
    </>
  );
}
