import { Button, Grid, Group, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { deleteLeadMutation, erasePersonMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Erasure, ErasurePreview } from '../../../api-client/types.gen.ts';
import { useAct } from '../../../http/use-act.ts';
import { counted, figure } from '../../../parts/figures.ts';
import { Moment } from '../../../parts/moment.tsx';
import { Notice } from '../../../parts/notice.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { Stat, Stats } from '../../../parts/stat.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { WordList } from './word-list.tsx';

/** What would go and what would stay, and the two ways: to erase who it is, or to delete what has no record. */
export function WhatErasureTakes({
  lead,
  name,
  counts,
  onDone,
}: {
  lead: string;
  name: string;
  counts: ErasurePreview;
  onDone: (done: Erasure) => void;
}) {
  return (
    <>
      {counts.erasedAt !== null && (
        <Notice tone="info" role="status">
          This person was erased <Moment at={counts.erasedAt} />. Again, it finds nothing more.
        </Notice>
      )}
      {counts.inCall && (
        <Notice tone="warn" role="status">
          A call to this person is in progress. It can be erased once the call has ended.
        </Notice>
      )}
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Panel title="What goes" note="For good: nobody can bring it back.">
            <Stats>
              <Stat label="Leads without a name" value={figure(counts.leads)} />
              <Stat label="Numbers" value={figure(counts.numbers)} />
              <Stat label="Transcripts" value={figure(counts.transcripts)} />
              <Stat label="Places in campaigns" value={figure(counts.waiting)} />
            </Stats>
            <WordList words={counts.removed} />
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Panel title="What stays" note="As the law asks, without a name beside it.">
            <Stats>
              <Stat label="Numbers’ index, never called" value={figure(counts.numbers)} />
              <Stat label="Entries of the ledger" value={figure(counts.ledgerEntries)} />
              <Stat label="Consents" value={figure(counts.consents)} />
              <Stat label="Receipts" value={figure(counts.optOuts)} />
            </Stats>
            <WordList words={counts.kept} />
          </Panel>
        </Grid.Col>
      </Grid>
      <Acts lead={lead} name={name} counts={counts} onDone={onDone} />
    </>
  );
}

function Acts({ lead, name, counts, onDone }: Parameters<typeof WhatErasureTakes>[0]) {
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const path = { id: lead };
  const erase = useAct(erasePersonMutation(), onDone);
  const remove = useAct(deleteLeadMutation(), () => {
    notifications.show({ message: 'Deleted: no record of it was under retention.' });
    void navigate({ to: '/leads' });
  });
  const word = name || 'ERASE';
  const isSame = typed.trim().toLocaleLowerCase() === word.toLocaleLowerCase();
  return (
    <>
      <Group gap="xs">
        <Button color="red.9" disabled={counts.inCall} onClick={() => setAsking(true)}>
          Erase who this is …
        </Button>
        <Button variant="default" onClick={() => setDeleting(true)}>
          Delete this lead …
        </Button>
        <Text size="xs" className="quiet">
          Deleting takes the lead with all its records; the law refuses it as long as there are any.
        </Text>
      </Group>
      {deleting && (
        <Confirm
          title={`Delete ${name || 'this lead'}?`}
          act="Delete for good"
          danger
          of={remove}
          onConfirm={() => remove.mutate({ path })}
          onClose={() => setDeleting(false)}
        >
          The lead goes with all its records, out of every campaign. It cannot be undone. As long as the law asks you to
          keep one of its records it is refused, and nothing goes.
        </Confirm>
      )}
      <FormDialog
        opened={asking}
        onClose={() => {
          erase.reset();
          setAsking(false);
        }}
        title={`Erase ${name || 'this person'}?`}
        submit="Erase for good"
        danger
        ready={isSame}
        pending={erase.isPending}
        error={erase.error}
        onSubmit={() => erase.mutate({ path })}
      >
        <Text size="sm">
          {counted(counts.leads, 'lead')} {counts.leads === 1 ? 'loses its' : 'lose their'} name and addresses,{' '}
          {counted(counts.numbers, 'number')} and {counted(counts.transcripts, 'transcript')} are removed, and{' '}
          {counted(counts.waiting, 'place')} in campaigns {counts.waiting === 1 ? 'ends' : 'end'}. The numbers are never
          called again. It cannot be taken back.
        </Text>
        <TextInput
          label={`Type ${word} to confirm`}
          required
          data-autofocus
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}
