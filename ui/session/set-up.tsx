import { Anchor, Button, Paper, PasswordInput, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { fieldErrorsOf, problemOf } from '../http/problem.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { useKept } from '../parts/use-kept.ts';
import { FrontPage } from './front-page.tsx';
import { useSession } from './use-session.tsx';

const SHORTEST_PASSWORD = 12;
const hereRegion = () => new Intl.Locale(navigator.language).region ?? 'US';

/** The first screen of an installation that nobody can sign in to: its tenant and owner are made here, once. */
export function SetUp() {
  const session = useSession();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  // Neither the code nor the password outlives this page.
  const [kept, keep, forget] = useKept('set-up', { tenantName: '', defaultCountry: hereRegion(), name: '', email: '' });
  const form = useForm({
    initialValues: { ...kept, code: '', password: '' },
    onValuesChange: ({ code: _code, password: _password, ...rest }) => keep(rest),
    validate: {
      code: (value) => (value.trim() === '' ? 'The set-up code from the start of the API' : null),
      tenantName: (value) => (value.trim() === '' ? 'Your company, as callees know it' : null),
      defaultCountry: (value) => (/^[A-Z]{2}$/.test(value) ? null : 'Two letters, such as US'),
      email: (value) => (value.includes('@') ? null : 'Your e-mail address, such as ana@example.com'),
      password: (value) =>
        value.length < SHORTEST_PASSWORD ? `${SHORTEST_PASSWORD} characters at least; a sentence is best` : null,
    },
  });

  async function submit(values: typeof form.values) {
    setBusy(true);
    setFailure(null);
    try {
      await session.setUp({ ...values, email: values.email.trim() });
      forget();
    } catch (error) {
      form.setErrors(fieldErrorsOf(error));
      setFailure(error);
    }
    setBusy(false);
  }

  const isDone = failure !== null && problemOf(failure).type.endsWith(':set-up-already');
  return (
    <FrontPage width={460}>
      <Paper withBorder p="lg" radius="md" bg="var(--panel)">
        <form onSubmit={form.onSubmit((values) => void submit(values))} noValidate>
          <Stack gap="sm">
            <div>
              <Title order={2} size="h3">
                Set up this installation
              </Title>
              <Text size="sm" className="quiet">
                Nobody can sign in here yet. This makes your tenant and you its owner, once.
              </Text>
            </div>
            <TextInput
              label="Set-up code"
              description="The API prints it when it starts: look at the console or container log it was started in."
              placeholder="XXXX-XXXX-XXXX-XXXX"
              autoComplete="one-time-code"
              autoCapitalize="characters"
              spellCheck={false}
              required
              autoFocus
              {...form.getInputProps('code')}
            />
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
              <TextInput
                label="Company"
                autoComplete="organization"
                required
                maxLength={120}
                {...form.getInputProps('tenantName')}
              />
              <TextInput
                label="Country"
                description="How numbers without a country code are read."
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                required
                maxLength={2}
                {...form.getInputProps('defaultCountry')}
                onChange={(event) => form.setFieldValue('defaultCountry', event.currentTarget.value.toUpperCase())}
              />
            </SimpleGrid>
            <TextInput label="Your name" autoComplete="name" maxLength={120} {...form.getInputProps('name')} />
            <TextInput label="E-mail" type="email" autoComplete="username" required {...form.getInputProps('email')} />
            <PasswordInput
              label="Password"
              description={`${SHORTEST_PASSWORD} characters at least; a sentence is best.`}
              autoComplete="new-password"
              required
              visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
              {...form.getInputProps('password')}
            />
            {failure !== null && <ProblemNotice error={failure} />}
            {isDone ? (
              <Button fullWidth mt={4} onClick={() => location.reload()}>
                Go to the sign-in
              </Button>
            ) : (
              <Button type="submit" loading={busy} fullWidth mt={4}>
                Set up and sign in
              </Button>
            )}
          </Stack>
        </form>
      </Paper>
      <Text size="xs" className="quiet">
        By the command line: <code>npx ringfence setup</code>. The API is described at{' '}
        <Anchor href="/docs" inherit underline="always">
          /docs
        </Anchor>
        .
      </Text>
    </FrontPage>
  );
}
