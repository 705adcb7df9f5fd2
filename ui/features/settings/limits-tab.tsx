import { Button, Group, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import {
  getTenantOptions,
  getTenantQueryKey,
  updateTenantMutation,
} from '../../api-client/@tanstack/react-query.gen.ts';
import type { RuleChangeCreate, Tenant, TenantUpdate } from '../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../http/problem.ts';
import { counted } from '../../parts/figures.ts';
import { Notice } from '../../parts/notice.tsx';
import { NumberField } from '../../parts/number-field.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Loaded } from '../../parts/states.tsx';
import { useKept } from '../../parts/use-kept.ts';
import { useMay } from '../../session/use-session.tsx';
import { RelaxDialog } from '../compliance/profile/relax-dialog.tsx';

export function LimitsTab() {
  const tenant = useQuery(getTenantOptions());
  return (
    <Loaded of={tenant} what="see the settings">
      {(stored) => <LimitsForm key={JSON.stringify(stored)} stored={stored} />}
    </Loaded>
  );
}

type Relaxes = NonNullable<RuleChangeCreate['relaxes']>;
type Field = Exclude<keyof TenantUpdate, undefined>;
const FIELDS: readonly Field[] = [
  'name',
  'defaultCountry',
  'maxConcurrentCalls',
  'attemptsPerNumberPerDay',
  'attemptsPerLeadPerDay',
  'retentionDays',
  'disclosureMessage',
];

/** Caps that would be raised and a retention that would be shorter, as a change relaxes them. */
function laxerLimits(stored: Tenant, value: Tenant): NonNullable<Relaxes['limits']> {
  const { attemptsPerNumberPerDay, attemptsPerLeadPerDay, retentionDays } = value;
  return {
    ...(attemptsPerNumberPerDay > stored.attemptsPerNumberPerDay && { attemptsPerNumberPerDay }),
    ...(attemptsPerLeadPerDay > stored.attemptsPerLeadPerDay && { attemptsPerLeadPerDay }),
    ...(retentionDays < stored.retentionDays && { retentionDays }),
  };
}

/** Limits of the whole tenant, how long what was said is kept, and the words of disclosure. */
function LimitsForm({ stored }: { stored: Tenant }) {
  const client = useQueryClient();
  const disabled = !useMay('tenant:write');
  const [typed, setTyped, forget] = useKept<TenantUpdate>('limits', {});
  const asItWas = () => {
    setTyped({});
    forget();
  };
  const value = { ...stored, ...typed };
  const changed = FIELDS.filter((field) => typed[field] !== undefined && typed[field] !== stored[field]);
  const update = useMutation({
    ...updateTenantMutation(),
    onSuccess: (tenant) => {
      client.setQueryData(getTenantQueryKey(), tenant);
      asItWas();
      notifications.show({ message: 'Saved. Limits hold within a second or two.' });
    },
  });
  const errors = fieldErrorsOf(update.error ?? undefined);
  const set = (change: TenantUpdate) => setTyped({ ...typed, ...change });
  const whole = (field: Field) => (number: number) => set({ [field]: number });
  const isShorter = value.retentionDays < stored.retentionDays;
  const [proposing, setProposing] = useState(false);
  const laxer = laxerLimits(stored, value);
  const takesTwo = stored.fourEyes && Object.keys(laxer).length > 0;
  const save = () => update.mutate({ body: Object.fromEntries(changed.map((field) => [field, typed[field]])) });
  return (
    <>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (takesTwo) setProposing(true);
          else save();
        }}
      >
        <Stack gap="md">
          {stored.demonstration && (
            <Notice tone="info" title="A demonstration">
              This tenant has a clock of its own, so that calling hours are open whenever you try it. No real carrier
              accepts it.
            </Notice>
          )}
          <Panel title="Tenant">
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <TextInput
                label="Name"
                value={value.name}
                disabled={disabled}
                error={errors['name']}
                onChange={(event) => set({ name: event.currentTarget.value })}
              />
              <TextInput
                label="Country"
                description="How numbers without a country code are read: two letters."
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                value={typeof value.defaultCountry === 'string' ? value.defaultCountry : ''}
                disabled={disabled}
                maxLength={2}
                error={errors['defaultCountry']}
                onChange={(event) => set({ defaultCountry: event.currentTarget.value.toUpperCase() })}
              />
            </SimpleGrid>
          </Panel>
          <Panel title="Limits" note="Laws may set lower ones; the lower one holds.">
            <SimpleGrid cols={{ base: 1, sm: 3 }}>
              <NumberField
                label="Calls at once"
                min={0}
                max={100_000}
                value={value.maxConcurrentCalls}
                disabled={disabled}
                error={errors['maxConcurrentCalls']}
                onChange={whole('maxConcurrentCalls')}
              />
              <NumberField
                label="Attempts a number a day"
                min={1}
                max={100}
                value={value.attemptsPerNumberPerDay}
                disabled={disabled}
                error={errors['attemptsPerNumberPerDay']}
                onChange={whole('attemptsPerNumberPerDay')}
              />
              <NumberField
                label="Attempts a lead a day"
                min={1}
                max={100}
                value={value.attemptsPerLeadPerDay}
                disabled={disabled}
                error={errors['attemptsPerLeadPerDay']}
                onChange={whole('attemptsPerLeadPerDay')}
              />
            </SimpleGrid>
          </Panel>
          <Panel title="Retention" note="What was said and who it was. Proofs in the ledger stay.">
            <NumberField
              label="Keep transcripts and personal data for"
              suffix=" days"
              min={30}
              max={36_500}
              w={280}
              value={value.retentionDays}
              disabled={disabled}
              error={errors['retentionDays']}
              onChange={whole('retentionDays')}
            />
            {isShorter && (
              <Text size="sm" mt="xs" c="var(--warn-text)" role="status">
                What is older than {counted(value.retentionDays, 'day')} is deleted from then on, and cannot be brought
                back.
              </Text>
            )}
          </Panel>
          <Panel
            title="Disclosure"
            note="Spoken first unless an agent or a campaign says it otherwise. Empty: a sentence of the house where the greeting does not tell that a machine calls."
          >
            <Textarea
              aria-label="Disclosure"
              autosize
              minRows={2}
              maxLength={1000}
              value={value.disclosureMessage ?? ''}
              disabled={disabled}
              error={errors['disclosureMessage']}
              onChange={(event) => set({ disclosureMessage: event.currentTarget.value || null })}
            />
          </Panel>
          {update.error && <ProblemNotice error={update.error} />}
          <Group>
            <Button type="submit" disabled={disabled || changed.length === 0} loading={update.isPending}>
              {takesTwo ? 'Propose' : 'Save'}
            </Button>
            {changed.length > 0 && (
              <Button variant="subtle" color="gray" onClick={asItWas}>
                As it was
              </Button>
            )}
            {disabled && (
              <Text size="sm" className="quiet">
                Only owners change these.
              </Text>
            )}
          </Group>
        </Stack>
      </form>
      <RelaxDialog
        opened={proposing}
        onClose={() => setProposing(false)}
        about="limits"
        title="Raise caps, or keep records for less long?"
        changeTitle="Laxer limits of the tenant"
        relaxes={() => ({ limits: laxer })}
        direct={{ submit: 'Save', pending: update.isPending, error: update.error, act: save }}
      >
        <Text size="sm">
          People may be called more often from then on, or what proves a call is kept for less long.
          {changed.length > Object.keys(laxer).length &&
            ' Your other changes here are not part of it: save them first.'}
        </Text>
      </RelaxDialog>
    </>
  );
}
