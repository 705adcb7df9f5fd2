import { Button, Checkbox, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { recordConsentsMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { ConsentCreate } from '../../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../../http/problem.ts';
import { useAct } from '../../../http/use-act.ts';
import { counted } from '../../../parts/figures.ts';
import { instantOf, MomentField } from '../../../parts/moment-field.tsx';
import { useKept, useKeptOpen } from '../../../parts/use-kept.ts';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { SCOPES_OF_CONSENT } from '../rule-form/rule-choices.ts';
import { useOnce } from '../../../parts/use-once.ts';
import { SCOPE_LABELS } from '../words.ts';
import { LeadChoice } from './lead-choice.tsx';

const SOURCES = [
  { value: 'web-form', label: 'Web form' },
  { value: 'paper', label: 'Paper' },
  { value: 'e-mail', label: 'E-mail' },
  { value: 'text-message', label: 'Text message' },
  { value: 'contract', label: 'Contract' },
  { value: 'direct', label: 'Directly to whoever calls, for more calls until a day' },
  { value: 'oral', label: 'By word of mouth (does not serve where the law asks for writing)' },
  { value: 'business-relationship', label: 'A business relationship (no consent, but exempts in some places)' },
] as const satisfies { value: ConsentCreate['source']; label: string }[];

interface Typed {
  leadId: string | undefined;
  scopes: ConsentCreate['scopes'];
  source: ConsentCreate['source'];
  detail: string;
  text: string;
  given: string;
  expires: string;
}
const NOTHING: Typed = {
  leadId: undefined,
  scopes: [],
  source: 'web-form',
  detail: '',
  text: '',
  given: '',
  expires: '',
};

/** Writes down what somebody agreed to; one record for each scope. */
export function AddConsent({ leadId }: { leadId: string | undefined }) {
  const [open, setOpen] = useKeptOpen('consent', false);
  const [typed, setTyped, forget] = useKept('consent', NOTHING);
  const once = useOnce();
  const whose = typed.leadId ?? leadId;
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  const record = useAct({ ...recordConsentsMutation(), onSettled: once.renew }, ({ items }) => {
    setTyped(NOTHING);
    forget();
    setOpen(false);
    notifications.show({ message: `${counted(items.length, 'consent')} recorded; counts from the next screening on.` });
  });
  const errors: Record<string, string> = record.error ? fieldErrorsOf(record.error) : {};
  return (
    <>
      <Button onClick={() => setOpen(true)}>Add a consent</Button>
      <FormDialog
        opened={open}
        onClose={() => setOpen(false)}
        title="Add a consent"
        size="lg"
        submit="Record it"
        ready={whose !== undefined && typed.scopes.length > 0 && typed.given !== ''}
        pending={record.isPending}
        error={record.error}
        onSubmit={() => {
          const givenAt = instantOf(typed.given);
          if (whose === undefined || givenAt === null) return;
          record.mutate({
            body: {
              leadId: whose,
              scopes: typed.scopes,
              source: typed.source,
              sourceDetail: typed.detail,
              textShown: typed.text,
              givenAt,
              expiresAt: instantOf(typed.expires),
            },
            headers: once.headers,
          });
        }}
      >
        <LeadChoice label="Whose" value={whose} onChange={(id) => set({ leadId: id })} error={errors['leadId']} />
        <Checkbox.Group
          label="Agreed to"
          value={typed.scopes}
          error={errors['scopes']}
          onChange={(values) => set({ scopes: SCOPES_OF_CONSENT.filter((scope) => values.includes(scope)) })}
        >
          <Stack gap={6} mt={4}>
            {SCOPES_OF_CONSENT.map((scope) => (
              <Checkbox key={scope} value={scope} label={SCOPE_LABELS[scope]} />
            ))}
          </Stack>
        </Checkbox.Group>
        <NativeSelect
          label="How it was given"
          data={[...SOURCES]}
          value={typed.source}
          onChange={(event) =>
            set({ source: SOURCES.find(({ value }) => value === event.currentTarget.value)?.value ?? 'web-form' })
          }
        />
        <TextInput
          label="Where exactly"
          placeholder="Spring fair form, contract 1204"
          maxLength={500}
          value={typed.detail}
          error={errors['sourceDetail']}
          onChange={(event) => set({ detail: event.currentTarget.value })}
        />
        <Textarea
          label="The words that the person agreed to"
          autosize
          minRows={2}
          maxLength={10_000}
          value={typed.text}
          error={errors['textShown']}
          onChange={(event) => set({ text: event.currentTarget.value })}
        />
        <Group grow align="flex-start">
          <MomentField
            label="Given"
            required
            value={typed.given}
            error={errors['givenAt']}
            onChange={(given) => set({ given })}
          />
          <MomentField
            label="Ends"
            {...(typed.source === 'direct' ? { required: true } : { empty: 'when it is revoked' })}
            value={typed.expires}
            error={errors['expiresAt']}
            onChange={(expires) => set({ expires })}
          />
        </Group>
      </FormDialog>
    </>
  );
}
