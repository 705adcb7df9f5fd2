import { Button, Text, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { recordOptOutMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import { fieldErrorsOf } from '../../../http/problem.ts';
import { useAct } from '../../../http/use-act.ts';
import { fieldsOf } from '../../../parts/fields-of.ts';
import { useKept, useKeptOpen } from '../../../parts/use-kept.ts';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useOnce } from '../../../parts/use-once.ts';

const NOTHING = { phone: '', reason: '', evidence: '' };

/** Somebody refused calls: listed at once, then shown as its receipt fills. */
export function RecordOptOut({
  phone,
  label,
  begun = false,
  onLeft,
}: {
  phone?: string;
  label: string;
  /** Open from the start, as a link asks. */
  begun?: boolean;
  onLeft?: () => void;
}) {
  const [chosen, setChosen] = useKeptOpen('opt-out', false);
  const open = chosen || begun;
  const setOpen = (to: boolean) => {
    setChosen(to);
    if (!to) onLeft?.();
  };
  const navigate = useNavigate();
  const [typed, setTyped, forget] = useKept('opt-out', NOTHING);
  const once = useOnce();
  const value = { ...typed, phone: typed.phone || phone || '' };
  const record = useAct({ ...recordOptOutMutation(), onSettled: once.renew }, ({ id }) => {
    setTyped(NOTHING);
    forget();
    setChosen(false);
    void navigate({ to: '/compliance/opt-outs/$id', params: { id } });
  });
  const errors: Record<string, string> = record.error ? fieldErrorsOf(record.error) : {};
  const field = fieldsOf(value, setTyped);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      <FormDialog
        opened={open}
        onClose={() => setOpen(false)}
        title="Record an opt-out"
        submit="Stop calling this number"
        pending={record.isPending}
        error={record.error}
        onSubmit={() =>
          record.mutate({
            body: {
              phone: value.phone,
              reason: value.reason,
              ...(value.evidence.trim() === '' ? {} : { evidence: value.evidence }),
            },
            headers: once.headers,
          })
        }
      >
        <Text size="sm">
          The number is on your do-not-call list at once, for every campaign: waiting leads and promised callbacks end,
          calls that ring or talk are hung up. The receipt shows each place and when.
        </Text>
        <TextInput
          label="Telephone number"
          type="tel"
          required
          data-autofocus
          autoComplete="off"
          error={errors['phone']}
          {...field('phone')}
        />
        <TextInput
          label="Why, in your words"
          placeholder="Asked in a letter of 20 November"
          maxLength={500}
          error={errors['reason']}
          {...field('reason')}
        />
        <Textarea
          label="What supports it"
          description="A letter’s reference, the message. Kept sealed."
          autosize
          minRows={2}
          maxLength={4000}
          error={errors['evidence']}
          {...field('evidence')}
        />
      </FormDialog>
    </>
  );
}
