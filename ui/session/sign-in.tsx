import { Anchor, Button, Paper, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { Notice } from '../parts/notice.tsx';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { FrontPage } from './front-page.tsx';
import { useSession } from './use-session.tsx';

export function SignIn({ because }: { because: string | null }) {
  const session = useSession();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (value.includes('@') ? null : 'Your e-mail address, such as ana@example.com'),
      password: (value) => (value === '' ? 'Your password' : null),
    },
  });

  async function submit({ email, password }: { email: string; password: string }) {
    setBusy(true);
    setFailure(null);
    await session.signIn(email.trim(), password).catch(setFailure);
    setBusy(false);
  }

  return (
    <FrontPage width={380}>
      {because !== null && (
        <Notice tone="info" title="You were signed out">
          {because}
        </Notice>
      )}
      <Paper withBorder p="lg" radius="md" bg="var(--panel)">
        <form onSubmit={form.onSubmit((values) => void submit(values))} noValidate>
          <Stack gap="sm">
            <TextInput label="E-mail" type="email" autoComplete="username" autoFocus {...form.getInputProps('email')} />
            <PasswordInput
              label="Password"
              autoComplete="current-password"
              visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
              {...form.getInputProps('password')}
            />
            {failure !== null && <ProblemNotice error={failure} />}
            <Button type="submit" loading={busy} fullWidth mt={4}>
              Sign in
            </Button>
          </Stack>
        </form>
      </Paper>
      <Text size="xs" className="quiet">
        First time here? <code>npm start</code> prints the demo owner’s address and password once, when it makes the
        demo tenant. Owners add their team under Settings. The API is described at{' '}
        <Anchor href="/docs" inherit underline="always">
          /docs
        </Anchor>
        .
      </Text>
    </FrontPage>
  );
}
