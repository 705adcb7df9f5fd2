import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { changePasswordMutation } from '../../api-client/@tanstack/react-query.gen.ts';
import { fieldErrorsOf } from '../../http/problem.ts';
import { useAct } from '../../http/use-act.ts';
import { fieldsOf } from '../../parts/fields-of.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useSession } from '../../session/use-session.tsx';

const NOTHING = { current: '', next: '', again: '' };

/** Everybody's own password. Whoever was signed in with the old one is signed out, here too. */
export function ChangePassword() {
  const session = useSession();
  const [typed, setTyped] = useState(NOTHING);
  const field = fieldsOf(typed, setTyped);
  const change = useAct({ ...changePasswordMutation(), gcTime: 0 }, () => {
    notifications.show({ message: 'Changed. Sign in with the new password.' });
    void session.signOut();
  });
  const errors = fieldErrorsOf(change.error ?? undefined);
  const differs = typed.again !== '' && typed.again !== typed.next;
  return (
    <Panel title="Your password" note="Changing it ends every session of yours: you sign in again.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!differs) change.mutate({ body: { current: typed.current, next: typed.next } });
        }}
      >
        <Stack gap="sm" maw={360}>
          <PasswordInput
            label="Present password"
            required
            autoComplete="current-password"
            error={errors['current']}
            {...field('current')}
          />
          <PasswordInput
            label="New password"
            description="12 characters or more; a sentence is best."
            required
            minLength={12}
            maxLength={200}
            autoComplete="new-password"
            error={errors['next']}
            {...field('next')}
          />
          <PasswordInput
            label="New password again"
            required
            autoComplete="new-password"
            error={differs ? 'It is another one than above.' : undefined}
            {...field('again')}
          />
          {change.error && <ProblemNotice error={change.error} />}
          <Group>
            <Button type="submit" variant="default" loading={change.isPending}>
              Change the password
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
