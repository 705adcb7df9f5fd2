import { Button, FileInput, Progress, Table, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { figure } from '../../../parts/figures.ts';
import { Stat, Stats } from '../../../parts/stat.tsx';
import { useSession } from '../../../session/use-session.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { ScrolledTable } from '../scrolled-table.tsx';
import { sendFile } from './send-file.ts';
import type { DncImport } from '../../../api-client/types.gen.ts';
import { useOnce } from '../use-once.ts';

/** A file of numbers for one of the tenant's own lists: sent, read, and told in numbers. */
export function ImportNumbers({ list }: { list: 'internal' | 'litigator' }) {
  const session = useSession();
  const client = useQueryClient();
  const once = useOnce();
  const [open, setOpen] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [words, setWords] = useState('');
  const [expires, setExpires] = useState('');
  const [sent, setSent] = useState(0);
  const send = useMutation({
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
    onSuccess: () => void client.invalidateQueries(),
  });
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
        submit={send.data ? 'Done' : 'Never call these'}
        cancel="Close"
        ready={file !== null}
        pending={send.isPending}
        error={send.error}
        onSubmit={() => (send.data ? close() : file && send.mutate(file))}
      >
        {send.data ? (
          <Imported done={send.data} />
        ) : (
          <>
            <Text size="sm">
              The first telephone number of each line counts, in any form. Leads that wait for a call to one of them
              end, and calls to them are hung up.
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
                <Text size="sm">{sent < 1 ? `${Math.round(sent * 100)} % sent` : 'Sent; reading its lines'}</Text>
              </div>
            )}
          </>
        )}
      </FormDialog>
    </>
  );
}

function Imported({ done }: { done: DncImport }) {
  return (
    <div role="status">
      <Stats>
        <Stat label="Added" value={figure(done.added)} />
        <Stat label="Listed before" value={figure(done.alreadyListed)} />
        <Stat label="Not readable" value={figure(done.bad)} note={`of ${figure(done.lines)} lines`} />
        <Stat label="Leads ended" value={figure(done.leadsEnded)} />
        <Stat label="Calls hung up" value={figure(done.callsHungUp)} />
      </Stats>
      {done.badLines.length > 0 && (
        <ScrolledTable label="Lines that cannot be read" heads={['Line', 'Why']} minWidth={300}>
          {done.badLines.map(({ line, sentence }) => (
            <Table.Tr key={line}>
              <Table.Td>{figure(line)}</Table.Td>
              <Table.Td>{sentence}</Table.Td>
            </Table.Tr>
          ))}
        </ScrolledTable>
      )}
    </div>
  );
}
