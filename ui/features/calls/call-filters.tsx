import { CloseButton, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { CALL_STATES } from '../../../api/contract/vocabulary.ts';
import { DISPOSITION_CHOICES } from '../../charts/disposition-groups.ts';
import { CampaignFilter } from '../../parts/campaign-filter.tsx';
import { ChoiceFilter } from '../../parts/choice-filter.tsx';
import { Filters } from '../../parts/filters.tsx';
import { useAgentChoices } from '../../parts/use-choices.ts';

const STATE_LABELS: Record<string, string> = { active: 'talking' };
const STATES = CALL_STATES.map((value) => ({ value, label: STATE_LABELS[value] ?? value }));

export function useClearFilters(): () => void {
  const navigate = useNavigate();
  return () => void navigate({ to: '/calls', search: {} });
}

/** What the list is narrowed to; kept in the address. */
export function CallFilters() {
  const search = useSearch({ from: '/frame/calls' });
  const navigate = useNavigate();
  const agents = useAgentChoices();
  const [phone, setPhone] = useState(search.phone ?? '');
  useEffect(() => setPhone(search.phone ?? ''), [search.phone]);
  const set = (change: Partial<typeof search>) => void navigate({ to: '/calls', search: { ...search, ...change } });
  return (
    <Filters label="Filter calls">
      <ChoiceFilter
        label="State"
        any="Any state"
        choices={STATES}
        value={search.state}
        onChoose={(state) => set({ state })}
        width={130}
      />
      <ChoiceFilter
        label="Outcome"
        any="Any outcome"
        choices={DISPOSITION_CHOICES}
        value={search.disposition}
        onChoose={(disposition) => set({ disposition })}
      />
      <CampaignFilter value={search.campaign} onChoose={(campaign) => set({ campaign })} />
      <ChoiceFilter
        label="Agent"
        any="Any agent"
        choices={agents}
        value={search.agent}
        onChoose={(agent) => set({ agent })}
        width={160}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          set({ phone: phone.trim() === '' ? undefined : phone.trim() });
        }}
      >
        <TextInput
          aria-label="Telephone number"
          placeholder="Whole number, Enter"
          value={phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
          w={180}
          rightSection={
            phone === '' ? undefined : (
              <CloseButton size="sm" aria-label="Clear the number" onClick={() => set({ phone: undefined })} />
            )
          }
        />
      </form>
    </Filters>
  );
}
