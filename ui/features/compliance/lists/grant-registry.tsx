import { Button, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { grantRegistryMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { RegistryList } from '../../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../../http/problem.ts';
import { useAct } from '../../../http/use-act.ts';
import { fieldsOf } from '../../../parts/fields-of.ts';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { instantOf, MomentField } from '../../../parts/moment-field.tsx';
import { useKept, useKeptOpen } from '../../../parts/use-kept.ts';
import { useOnce } from '../../../parts/use-once.ts';
import { listLabel } from '../words.ts';

const NOTHING = { tenant: '', areas: '', account: '', expires: '' };

/** Lets another tenant of this installation ask a registry that this one brought. */
export function GrantRegistry({ registry }: { registry: RegistryList }) {
  const once = useOnce();
  const [open, setOpen] = useKeptOpen(`grant:${registry.id}`, false);
  const [typed, setTyped, forget] = useKept(`grant:${registry.id}`, NOTHING);
  const grant = useAct({ ...grantRegistryMutation(), onSettled: once.renew }, () => {
    setTyped(NOTHING);
    forget();
    setOpen(false);
    notifications.show({ message: 'Granted. It counts once they take it into use.' });
  });
  const errors: Record<string, string> = grant.error ? fieldErrorsOf(grant.error) : {};
  const areas = typed.areas.split(/[\s,;]+/).filter(Boolean);
  const field = fieldsOf(typed, setTyped);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Grant access …
      </Button>
      <FormDialog
        opened={open}
        onClose={() => setOpen(false)}
        title={`Grant ${listLabel(registry.list)}`}
        submit="Grant it"
        pending={grant.isPending}
        error={grant.error}
        onSubmit={() =>
          grant.mutate({
            path: { id: registry.id },
            body: {
              tenant: typed.tenant.trim(),
              account: typed.account.trim(),
              boughtAreas: areas.length === 0 ? null : areas.map(Number),
              expiresAt: instantOf(typed.expires),
            },
            headers: once.headers,
          })
        }
      >
        <Text size="sm">
          That tenant asks your copy from the day it takes it into use. Each tenant needs its own subscription with who
          keeps the list.
        </Text>
        <TextInput
          label="Tenant"
          description="Its short name"
          required
          data-autofocus
          error={errors['tenant']}
          {...field('tenant')}
        />
        <TextInput
          label="Their account with who keeps the list"
          maxLength={200}
          error={errors['account']}
          {...field('account')}
        />
        <TextInput
          label="Area codes"
          description="617, 781; empty: all"
          error={errors['boughtAreas']}
          {...field('areas')}
        />
        <MomentField
          label="Until"
          empty="until somebody ends it"
          value={typed.expires}
          error={errors['expiresAt']}
          onChange={(expires) => setTyped({ ...typed, expires })}
        />
      </FormDialog>
    </>
  );
}
