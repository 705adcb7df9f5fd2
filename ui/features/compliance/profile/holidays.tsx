import { Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  createHolidayMutation,
  listHolidaysOptions,
  removeHolidayMutation,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import { createHoliday } from '../../../api-client/sdk.gen.ts';
import type { Holiday } from '../../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../../http/problem.ts';
import { useAct } from '../../../http/use-act.ts';
import { fieldsOf } from '../../../parts/fields-of.ts';
import { counted } from '../../../parts/figures.ts';
import { Moment } from '../../../parts/moment.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ACTIONS, SmallTable } from '../../../parts/small-table.tsx';
import { Empty, Loaded } from '../../../parts/states.tsx';
import { useNow } from '../../../parts/use-now.ts';
import { useMay } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useKept, useKeptOpen } from '../../../parts/use-kept.ts';
import { useUndo } from '../../../parts/use-undo.tsx';
import { useOnce } from '../../../parts/use-once.ts';
import { RelaxDialog } from './relax-dialog.tsx';

/** Days without calls beside those of the law: what comes, and what was. */
export function Holidays() {
  const now = useNow(60_000);
  const mayWrite = useMay('compliance:write');
  const [taking, setTaking] = useState<Holiday | null>(null);
  const holidays = useQuery(listHolidaysOptions());
  const today = new Date(now).toLocaleDateString('sv-SE');
  return (
    <Stack gap="md">
      <Panel
        title="Holidays of your own"
        note="Days on which nobody in a place is called, beside those of the law: one that a governor proclaimed, for instance."
        aside={mayWrite && <AddHoliday />}
        flush
      >
        <Loaded of={holidays} what="see holidays">
          {({ items }) => {
            const coming = items.filter(({ date }) => date >= today).toSorted((a, b) => a.date.localeCompare(b.date));
            const past = items.filter(({ date }) => date < today).toSorted((a, b) => b.date.localeCompare(a.date));
            if (items.length === 0) return <Empty title="None">Those of the law hold all the same.</Empty>;
            return (
              <SmallTable label="Holidays" heads={['Day', 'Name', 'Place', 'Added', ACTIONS]} minWidth={520}>
                {[...coming, ...past].map((one) => (
                  <Table.Tr key={one.id} className={one.date < today ? 'quiet' : ''}>
                    <Table.Td className="nowrap">
                      {one.date} <span className="quiet">{whenWords(one.date, today)}</span>
                    </Table.Td>
                    <Table.Td>{one.name}</Table.Td>
                    <Table.Td>{one.state ?? one.country}</Table.Td>
                    <Table.Td>
                      <Moment at={one.createdAt} />{' '}
                      <Text size="xs" className="quiet" component="span">
                        <Actor by={one.createdBy} />
                      </Text>
                    </Table.Td>
                    <Table.Td ta="right">
                      {mayWrite && one.date >= today && (
                        <Button size="compact-xs" variant="default" onClick={() => setTaking(one)}>
                          Take back …
                        </Button>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </SmallTable>
            );
          }}
        </Loaded>
      </Panel>
      {taking && <TakeBack one={taking} onClose={() => setTaking(null)} />}
    </Stack>
  );
}

const DAY_MS = 86_400_000;

function whenWords(date: string, today: string): string {
  const days = Math.round((Date.parse(date) - Date.parse(today)) / DAY_MS);
  if (days === 0) return 'today';
  return days > 0 ? `in ${counted(days, 'day')}` : 'past';
}

const NOTHING = { date: '', name: '', place: '' };

function AddHoliday() {
  const [open, setOpen] = useKeptOpen('holiday', false);
  const [typed, setTyped, forget] = useKept('holiday', NOTHING);
  const once = useOnce();
  const add = useAct({ ...createHolidayMutation(), onSettled: once.renew }, () => {
    setTyped(NOTHING);
    forget();
    setOpen(false);
  });
  const errors: Record<string, string> = add.error ? fieldErrorsOf(add.error) : {};
  const place = typed.place.trim().toUpperCase();
  const field = fieldsOf(typed, setTyped);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Add a holiday
      </Button>
      <FormDialog
        opened={open}
        onClose={() => setOpen(false)}
        title="A day without calls"
        submit="Add it"
        pending={add.isPending}
        error={add.error}
        onSubmit={() =>
          add.mutate({
            body: {
              date: typed.date,
              name: typed.name,
              country: place.split('-')[0] ?? '',
              ...(place.includes('-') && { state: place }),
            },
            headers: once.headers,
          })
        }
      >
        <Text size="sm">
          Nobody in that place is called on that day, by its clock. To see first whom it moves, propose it as a change.
        </Text>
        <Group grow align="flex-start">
          <TextInput label="Day" type="date" required data-autofocus error={errors['date']} {...field('date')} />
          <TextInput
            label="Place"
            placeholder="US-LA or GB"
            required
            error={errors['country'] ?? errors['state']}
            {...field('place')}
          />
        </Group>
        <TextInput
          label="Name"
          placeholder="Day of mourning"
          required
          maxLength={200}
          error={errors['name']}
          {...field('name')}
        />
      </FormDialog>
    </>
  );
}

function TakeBack({ one, onClose }: { one: Holiday; onClose: () => void }) {
  const offerUndo = useUndo();
  const remove = useAct(removeHolidayMutation(), () => {
    onClose();
    const { date, name, country, state } = one;
    offerUndo({
      of: `holiday ${one.id}`,
      message: `${name} is taken back.`,
      undo: () => createHoliday({ body: { date, name, country, ...(state !== null && { state }) } }),
      undone: `On ${date} nobody in ${state ?? country} is called.`,
    });
  });
  return (
    <RelaxDialog
      opened
      onClose={onClose}
      title="Take a holiday back?"
      about={`holiday:${one.id}`}
      changeTitle={`Take back: ${one.name}, ${one.date}`}
      relaxes={() => ({ holidays: [one.id] })}
      direct={{
        submit: 'Take it back',
        pending: remove.isPending,
        error: remove.error,
        act: () => remove.mutate({ path: { id: one.id } }),
      }}
    >
      <Text size="sm">
        On {one.date} people in {one.state ?? one.country} may be called again, where every other rule allows it. Your
        name and this choice are written to the ledger.
      </Text>
    </RelaxDialog>
  );
}
