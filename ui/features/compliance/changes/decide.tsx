import { Button, Group, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import {
  approveRuleChangeMutation,
  rejectRuleChangeMutation,
  withdrawRuleChangeMutation,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import type { RuleChange } from '../../../api-client/types.gen.ts';
import { useAct } from '../../../http/use-act.ts';
import { counted, figure } from '../../../parts/figures.ts';
import { useKept } from '../../../parts/use-kept.ts';
import { useMay, useMe } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';

/** Approval, by somebody else where four eyes are asked; rejection; the author’s withdrawal. */
export function Decide({ change }: { change: RuleChange }) {
  const mayWrite = useMay('compliance:write');
  const me = useMe().data?.id;
  const isAuthor = change.createdBy === `user:${me ?? ''}`;
  const mayApprove = useMay('compliance:approve');
  const mayPutIntoForce = mayApprove && !(change.needsSecondPerson && isAuthor);
  const [asking, setAsking] = useState(false);
  const [note, setNote, forget] = useKept(`decide:${change.id}`, '');
  const approve = useAct(approveRuleChangeMutation(), () => {
    forget();
    setAsking(false);
  });
  const [ending, setEnding] = useState<'reject' | 'withdraw' | null>(null);
  const reject = useAct(rejectRuleChangeMutation(), () => setEnding(null));
  const withdraw = useAct(withdrawRuleChangeMutation(), () => setEnding(null));
  const path = { id: change.id };
  const seen = change.preview?.status === 'completed';
  if (change.status !== 'draft') return null;
  return (
    <>
      {change.needsSecondPerson && (
        <Text size="sm">
          Four eyes: somebody other than {isAuthor ? 'you' : <Actor by={change.createdBy} />} approves it.
        </Text>
      )}
      <Group gap="xs">
        {mayPutIntoForce && <Button onClick={() => setAsking(true)}>Approve …</Button>}
        {mayApprove && (
          <Button variant="default" onClick={() => setEnding('reject')}>
            Reject …
          </Button>
        )}
        {mayWrite && (
          <Button variant="default" onClick={() => setEnding('withdraw')}>
            Withdraw …
          </Button>
        )}
      </Group>
      {ending !== null && (
        <Confirm
          title={ending === 'reject' ? 'Reject this change?' : 'Withdraw this change?'}
          act={ending === 'reject' ? 'Reject it' : 'Withdraw it'}
          cancel="Not yet"
          danger
          of={ending === 'reject' ? reject : withdraw}
          onConfirm={() => (ending === 'reject' ? reject : withdraw).mutate({ path, body: { note: '' } })}
          onClose={() => setEnding(null)}
        >
          It never comes into force, and stays on record as it is. It cannot be undone: the same change would be
          proposed anew.
        </Confirm>
      )}
      <FormDialog
        opened={asking}
        onClose={() => {
          approve.reset();
          setAsking(false);
        }}
        title="Approve this change?"
        submit="Yes, put it into force"
        cancel="Not yet"
        pending={approve.isPending}
        error={approve.error}
        onSubmit={() => approve.mutate({ path, body: seen ? { note } : { withoutPreview: note } })}
      >
        <Text size="sm">
          {seen && change.preview !== null
            ? `${counted(change.preview.found.blocked, 'waiting lead')} will not be called any more, ${figure(change.preview.found.later)} later than now. `
            : 'Nobody has looked yet at what it does. '}
          The next dial asks the new rules; waiting leads are planned anew. Your approval is written to the ledger.
        </Text>
        <Textarea
          label={seen ? 'A note' : 'Why it cannot wait for a look'}
          description={seen ? undefined : 'At least ten characters; kept in the ledger.'}
          required={!seen}
          minLength={seen ? undefined : 10}
          maxLength={2000}
          data-autofocus
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}
