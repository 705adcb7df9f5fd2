import { Button, Group, SimpleGrid, TextInput } from '@mantine/core';
import type { ComplianceProfile } from '../../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../../http/problem.ts';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { useKept } from '../../../parts/use-kept.ts';
import { useMay } from '../../../session/use-session.tsx';
import { useChangeProfile } from './use-change-profile.ts';

/** Who calls, as it is said, and the number that is left on machines. */
export function CallerPanel({ profile }: { profile: ComplianceProfile }) {
  const mayWrite = useMay('compliance:write');
  const [typed, setTyped] = useKept<{ name?: string; number?: string }>('caller', {});
  const { name = profile.callerName ?? '', number = profile.tollFreeNumber ?? '' } = typed;
  const asSent = { callerName: name.trim() || null, tollFreeNumber: number.trim() || null };
  // What was typed while it was sent is still to be saved.
  const update = useChangeProfile(profile, (sent) =>
    setTyped({
      ...(asSent.callerName !== sent.callerName && { name }),
      ...(asSent.tollFreeNumber !== sent.tollFreeNumber && { number }),
    }),
  );
  const errors: Record<string, string> = update.error ? fieldErrorsOf(update.error) : {};
  const isChanged = name !== (profile.callerName ?? '') || number !== (profile.tollFreeNumber ?? '');
  return (
    <Panel title="Who calls" note="Said where a rule asks for it.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          update.change(asSent);
        }}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label="Name, as the agent says it"
            value={name}
            maxLength={200}
            disabled={!mayWrite}
            error={errors['callerName']}
            onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })}
          />
          <TextInput
            label="Toll-free number, for messages that are left"
            type="tel"
            placeholder="+18005550100"
            value={number}
            disabled={!mayWrite}
            error={errors['tollFreeNumber']}
            onChange={(event) => setTyped({ ...typed, number: event.currentTarget.value })}
          />
        </SimpleGrid>
        {update.error && <ProblemNotice error={update.error} />}
        {mayWrite && (
          <Group mt="sm">
            <Button type="submit" variant="default" disabled={!isChanged} loading={update.isPending}>
              Save who calls
            </Button>
          </Group>
        )}
      </form>
    </Panel>
  );
}
