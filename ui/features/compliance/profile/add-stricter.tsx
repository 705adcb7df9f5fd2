import { Button, TextInput } from '@mantine/core';
import type { ComplianceProfile, ProvisionInput } from '../../../api-client/types.gen.ts';
import { useKept, useKeptOpen } from '../../../parts/use-kept.ts';
import { lastNames } from '../../../http/problem.ts';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { RequirementField } from '../rule-form/requirement-fields.tsx';
import { RuleFields } from '../rule-form/rule-fields.tsx';
import { NO_RULE, provisionOf, ruleId, type TypedRule } from '../rule-form/typed-rule.ts';
import { useOnce } from '../../../parts/use-once.ts';
import { useChangeProfile } from './use-change-profile.ts';

const NOTHING = { title: '', rule: { ...NO_RULE, what: 'hours' } satisfies TypedRule as TypedRule };

/** One more rule beside the law. */
export function AddStricter({ profile, rules }: { profile: ComplianceProfile; rules: readonly ProvisionInput[] }) {
  const [open, setOpen] = useKeptOpen('stricter', false);
  const [typed, setTyped, forget] = useKept('stricter', NOTHING);
  const once = useOnce();
  const update = useChangeProfile(profile, () => {
    setTyped(NOTHING);
    forget();
    once.renew();
    setOpen(false);
  });
  const setRule = (change: Partial<TypedRule>) => setTyped({ ...typed, rule: { ...typed.rule, ...change } });
  const rule = () => provisionOf(typed.rule, ruleId('tenant', typed.title, once.key.slice(0, 4)), typed.title);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Be stricter
      </Button>
      <FormDialog
        opened={open}
        onClose={() => setOpen(false)}
        title="A rule of your own"
        size="lg"
        submit="Ask it from the next dial on"
        pending={update.isPending}
        error={update.error}
        onSubmit={() => update.change({ stricter: [...rules, rule()] })}
      >
        <RequirementField typed={typed.rule} set={setRule} />
        <TextInput
          label="In a line"
          placeholder="No sales calls in the evening"
          required
          maxLength={300}
          data-autofocus
          value={typed.title}
          onChange={(event) => setTyped({ ...typed, title: event.currentTarget.value })}
        />
        <RuleFields typed={typed.rule} set={setRule} errors={lastNames(update.error)} />
      </FormDialog>
    </>
  );
}
