import { Button, MultiSelect, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { draftRuleChangeMutation, listRuleChangesOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import { lastNames } from '../../../http/problem.ts';
import { useAct } from '../../../http/use-act.ts';
import { useKept } from '../../../parts/use-kept.ts';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { ProvisionChoice } from '../rule-form/provision-choice.tsx';
import { RequirementField } from '../rule-form/requirement-fields.tsx';
import { RuleFields } from '../rule-form/rule-fields.tsx';
import type { TypedRule } from '../rule-form/typed-rule.ts';
import { useOnce } from '../../../parts/use-once.ts';
import { CHANGE_KINDS, draftOf, NOTHING_TYPED, type Typed } from './drafted.ts';

/** Writes a change down as a draft. Nothing is different until it is approved. The address says that it is open. */
export function DraftChange() {
  const { propose, status } = useSearch({ from: '/frame/compliance/changes' });
  const navigate = useNavigate();
  const once = useOnce();
  const [typed, setTyped, forget] = useKept<Typed>('change', NOTHING_TYPED);
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  const setRule = (change: Partial<TypedRule>) => set({ rule: { ...typed.rule, ...change } });
  const show = (open: boolean) =>
    void navigate({
      to: '/compliance/changes',
      search: { ...(status && { status }), ...(open && { propose: 'yes' as const }) },
    });
  const draft = useAct({ ...draftRuleChangeMutation(), onSettled: once.renew }, ({ id }) => {
    setTyped(NOTHING_TYPED);
    forget();
    void navigate({ to: '/compliance/changes/$id', params: { id }, replace: true });
  });
  return (
    <>
      <Button onClick={() => show(true)}>Propose a change</Button>
      <FormDialog
        opened={propose === 'yes'}
        onClose={() => show(false)}
        title="Propose a change of rules"
        size="lg"
        submit="Save the draft"
        pending={draft.isPending}
        error={draft.error}
        onSubmit={() => draft.mutate({ body: draftOf(typed, once.key.slice(0, 4)), headers: once.headers })}
      >
        <NativeSelect
          label="What changes"
          data={[...CHANGE_KINDS]}
          value={typed.kind}
          onChange={({ currentTarget: { value } }) =>
            set({ kind: CHANGE_KINDS.find((one) => one.value === value)?.value ?? 'rule' })
          }
        />
        {typed.kind === 'rule' && <RequirementField typed={typed.rule} set={setRule} />}
        <TextInput
          label="In a line"
          placeholder="Louisiana: no sales calls during the emergency"
          required
          maxLength={300}
          data-autofocus
          value={typed.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <Textarea
          label="Why, and where it is written"
          description="At least ten characters; kept in the ledger."
          required
          minLength={10}
          maxLength={2000}
          autosize
          minRows={2}
          value={typed.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
        {typed.kind === 'rule' && (
          <>
            <RuleFields typed={typed.rule} set={setRule} errors={lastNames(draft.error)} />
            <ProvisionChoice
              label="Instead of"
              description="What is laxer than the law is not followed, and the draft says so"
              value={typed.rule.replaces}
              onChange={(replaces) => setRule({ replaces })}
            />
          </>
        )}
        {typed.kind === 'holiday' && (
          <>
            <TextInput
              label="Place"
              description="US-LA for a state, GB for a country"
              placeholder="US-LA"
              required
              value={typed.place}
              onChange={(event) => set({ place: event.currentTarget.value })}
            />
            <TextInput
              label="Day"
              description="By the clock of the place"
              type="date"
              required
              value={typed.day}
              onChange={(event) => set({ day: event.currentTarget.value })}
            />
          </>
        )}
        {typed.kind !== 'holiday' && (
          <Ends required={typed.kind === 'end'} value={typed.ends} onChange={(ends) => set({ ends })} />
        )}
      </FormDialog>
    </>
  );
}

/** Which changes in force end with this one: so ends an emergency. */
function Ends({
  required,
  value,
  onChange,
}: {
  required: boolean;
  value: string[];
  onChange: (ends: string[]) => void;
}) {
  const inForce = useQuery({
    ...listRuleChangesOptions({ query: { status: 'approved', limit: 200 } }),
    meta: { part: 'the changes in force' },
  });
  const data = (inForce.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title }));
  if (data.length === 0 && !required) return null;
  return (
    <MultiSelect
      label={required ? 'Which one ends' : 'It ends'}
      placeholder={value.length > 0 ? '' : data.length === 0 ? 'No change is in force' : 'A change that is in force'}
      data={data}
      value={value}
      onChange={onChange}
      searchable
      required={required}
    />
  );
}
