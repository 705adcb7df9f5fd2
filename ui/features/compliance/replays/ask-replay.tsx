import { Button, Group, MultiSelect, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import {
  getTenantOptions,
  listRuleChangesOptions,
  replayDayMutation,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import { fieldErrorsOf } from '../../../http/problem.ts';
import { useAct } from '../../../http/use-act.ts';
import { instantOf, MomentField } from '../../../parts/moment-field.tsx';
import { useKept } from '../../../parts/use-kept.ts';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useOnce } from '../../../parts/use-once.ts';
import { lastDay, yesterday } from './replay-words.ts';

interface Typed {
  day: string;
  zone: string;
  changes: string[];
  /** A moment by this clock; empty: now. */
  rulesAt: string;
}

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const ZONES = [...new Set([HERE, ...Intl.supportedValuesOf('timeZone'), 'UTC'])].map((value) => ({
  value,
  label: value.replaceAll('_', ' '),
}));

/** Asks about a past day. The address says that it is open, and which change came with it. */
export function AskReplay() {
  const { ask, change } = useSearch({ from: '/frame/compliance/replays' });
  const navigate = useNavigate();
  const once = useOnce();
  const nothing: Typed = { day: yesterday(new Date()), zone: HERE, changes: change ? [change] : [], rulesAt: '' };
  const [typed, setTyped, forget] = useKept<Typed>(`replay:${change ?? ''}`, nothing);
  const set = (one: Partial<Typed>) => setTyped({ ...typed, ...one });
  const changes = useQuery({
    ...listRuleChangesOptions({ query: { limit: 200 } }),
    enabled: ask === 'yes',
    meta: { part: 'the changes to choose among' },
  });
  const tenant = useQuery({ ...getTenantOptions(), enabled: ask === 'yes', meta: { part: 'by which clock days end' } });
  const begin = useAct({ ...replayDayMutation(), onSettled: once.renew }, ({ id }) => {
    setTyped(nothing);
    forget();
    void navigate({ to: '/compliance/replays/$id', params: { id }, replace: true });
  });
  const rulesAt = instantOf(typed.rulesAt);
  const errors: Record<string, string> = begin.error ? fieldErrorsOf(begin.error) : {};
  return (
    <>
      <Button onClick={() => void navigate({ to: '/compliance/replays', search: { ask: 'yes' } })}>
        Ask a past day
      </Button>
      <FormDialog
        opened={ask === 'yes'}
        onClose={() => void navigate({ to: '/compliance/replays', search: {} })}
        title="Ask a past day again"
        submit="Ask"
        pending={begin.isPending}
        error={begin.error}
        onSubmit={() =>
          begin.mutate({
            body: {
              day: typed.day,
              zone: typed.zone,
              changes: typed.changes,
              ...(rulesAt !== null && { rulesAt }),
            },
            headers: once.headers,
          })
        }
      >
        <Text size="sm">Nothing is dialled or changed. That you asked is written to the ledger.</Text>
        <Group grow align="flex-start">
          <TextInput
            label="Day"
            type="date"
            required
            data-autofocus
            max={lastDay(tenant.data)}
            value={typed.day}
            error={errors['day']}
            onChange={(event) => set({ day: event.currentTarget.value })}
          />
          <Select
            label="By the clock of"
            data={ZONES}
            value={typed.zone}
            onChange={(zone) => set({ zone: zone ?? HERE })}
            searchable
            limit={50}
            allowDeselect={false}
            error={errors['zone']}
          />
        </Group>
        <MultiSelect
          label="As if these changes had been in force"
          description="Drafts too, whatever their dates"
          placeholder={typed.changes.length > 0 ? '' : 'None: the rules alone'}
          data={(changes.data?.items ?? []).map(({ id, title, status }) => ({
            value: id,
            label: `${title} (${status})`,
          }))}
          value={typed.changes}
          onChange={(picked) => set({ changes: picked })}
          searchable
          error={errors['changes']}
        />
        <MomentField
          label="Under the rules of"
          empty="those in force now"
          value={typed.rulesAt}
          error={errors['rulesAt']}
          onChange={(text) => set({ rulesAt: text })}
        />
      </FormDialog>
    </>
  );
}
