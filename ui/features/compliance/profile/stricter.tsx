import { Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { ComplianceProfile, ProvisionInput } from '../../../api-client/types.gen.ts';
import { Panel } from '../../../parts/panel.tsx';
import { ACTIONS, SmallTable } from '../../../parts/small-table.tsx';
import { Empty } from '../../../parts/states.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { datesWords, fieldOf, requirementWords, scopeWords, textOf } from '../rules/requirement-words.ts';
import { AddStricter } from './add-stricter.tsx';
import { RelaxDialog } from './relax-dialog.tsx';
import { useChangeProfile } from './use-change-profile.ts';

/** Rules of the tenant's own, asked beside the law. */
export function Stricter({ profile }: { profile: ComplianceProfile }) {
  const mayWrite = useMay('compliance:write');
  const [dropping, setDropping] = useState<ProvisionInput | null>(null);
  const rules = profile.stricter.filter(isRule);
  const update = useChangeProfile(profile, () => {
    setDropping(null);
    return { back: { stricter: rules }, undone: `“${dropping?.title}” is asked again.` };
  });
  return (
    <Panel
      title="Stricter than the law"
      note="Your own rules, asked beside the law. What would be laxer has no effect."
      aside={mayWrite && <AddStricter profile={profile} rules={rules} />}
      flush
    >
      {rules.length === 0 ? (
        <Empty title="No rule of your own">Quiet evenings, fewer calls, consent where no law asks for it.</Empty>
      ) : (
        <SmallTable label="Stricter than the law" heads={['What it asks', 'For', 'In force', ACTIONS]} minWidth={520}>
          {rules.map((rule) => (
            <Table.Tr key={rule.id}>
              <Table.Td>
                <Text size="sm" fw={600}>
                  {rule.title}
                </Text>
                <Text size="xs">{requirementWords(rule.requires)}</Text>
                <Text size="xs" className="quiet">
                  {rule.id}
                </Text>
              </Table.Td>
              <Table.Td>
                <Text size="xs">{scopeWords(rule.where, rule.appliesTo)}</Text>
              </Table.Td>
              <Table.Td>
                <Text size="xs">{datesWords(textOf(rule, 'from'), textOf(rule, 'until'))}</Text>
              </Table.Td>
              <Table.Td ta="right">
                {mayWrite && (
                  <Button size="compact-xs" variant="default" onClick={() => setDropping(rule)}>
                    Give up …
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </SmallTable>
      )}
      <RelaxDialog
        key={dropping?.id ?? ''}
        opened={dropping !== null}
        onClose={() => {
          update.reset();
          setDropping(null);
        }}
        title="Give up a rule of your own?"
        about={`rule:${dropping?.id ?? ''}`}
        changeTitle={`Give up: ${dropping?.title ?? ''}`.slice(0, 300)}
        relaxes={() => ({ stricter: dropping ? [dropping.id] : [] })}
        direct={{
          submit: 'Give it up',
          pending: update.isPending,
          error: update.error,
          act: () => update.change({ stricter: rules.filter(({ id }) => id !== dropping?.id) }),
        }}
      >
        <Text size="sm">
          “{dropping?.title}” is not asked any more from the next dial on:{' '}
          {scopeWords(dropping?.where, dropping?.appliesTo)}. The law stays as it is. Your name and this choice are
          written to the ledger.
        </Text>
      </RelaxDialog>
    </Panel>
  );
}

/** The API gives back what was sent: rules as they were entered. */
function isRule(value: unknown): value is ProvisionInput {
  return textOf(value, 'id') !== '' && typeof fieldOf(value, 'requires') === 'object';
}
