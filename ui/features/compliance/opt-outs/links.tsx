import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { createOptOutLinkMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import { fieldErrorsOf } from '../../../http/problem.ts';
import { Moment } from '../../../parts/moment.tsx';
import { NumberField } from '../../../parts/number-field.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { NoPermission } from '../../../parts/states.tsx';
import { useKept } from '../../../parts/use-kept.ts';
import { useMay, useMe } from '../../../session/use-session.tsx';
import { useOnce } from '../../../parts/use-once.ts';
import { CopiedText } from '../../../parts/copied-text.tsx';

/** A link for one number’s holder, for letters and messages. */
export function Links() {
  const known = useMe().data !== undefined;
  const mayWrite = useMay('suppressions:write');
  const once = useOnce();
  const [{ phone, days }, setTyped, forget] = useKept('opt-out-link', { phone: '', days: 180 });
  const make = useMutation({ ...createOptOutLinkMutation(), onSettled: once.renew, onSuccess: forget });
  const errors: Record<string, string> = make.error ? fieldErrorsOf(make.error) : {};
  if (known && !mayWrite) return <NoPermission what="make links for refusals" />;
  return (
    <Panel
      title="A link to refuse by"
      note="For letters and messages. It names nobody, needs no sign-in, and records nothing before its button is pressed."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate({ body: { phone, expiresInDays: days }, headers: once.headers });
        }}
      >
        <Stack gap="sm" maw={620}>
          <Group align="flex-start" gap="sm">
            <TextInput
              label="Telephone number"
              type="tel"
              required
              autoComplete="off"
              value={phone}
              error={errors['phone']}
              onChange={(event) => setTyped({ days, phone: event.currentTarget.value })}
            />
            <NumberField
              label="Good for"
              suffix=" days"
              min={1}
              max={730}
              w={130}
              value={days}
              error={errors['expiresInDays']}
              onChange={(next) => setTyped({ phone, days: next })}
            />
          </Group>
          {make.error && errors['phone'] === undefined && <ProblemNotice error={make.error} />}
          <Group>
            <Button type="submit" loading={make.isPending}>
              Make a link
            </Button>
          </Group>
          {make.data && (
            <div role="status">
              <CopiedText label="The link" text={make.data.url} />
              <Text size="xs" className="quiet" component="div" mt={4}>
                Good until <Moment at={make.data.expiresAt} />. It is not kept here, and cannot be taken back before.
              </Text>
            </div>
          )}
        </Stack>
      </form>
    </Panel>
  );
}
