import { CloseButton, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { CALL_STATES } from '../../../api/contract/vocabulary.ts';
import { listAgentsOptions, listCampaignsOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import { DISPOSITION_CHOICES } from '../../charts/disposition-groups.ts';
import { Filters } from '../../parts/filters.tsx';

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
  const campaigns = useQuery({ ...listCampaignsOptions({ query: { limit: 200 } }), staleTime: 30_000 });
  const agents = useQuery({ ...listAgentsOptions({ query: { limit: 200 } }), staleTime: 30_000 });
  const [phone, setPhone] = useState(search.phone ?? '');
  useEffect(() => setPhone(search.phone ?? ''), [search.phone]);
  const set = (change: Partial<typeof search>) => void navigate({ to: '/calls', search: { ...search, ...change } });
  const choices = (items: readonly { id: string; name: string }[] | undefined) =>
    (items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Filters label="Filter calls">
      <Select
        aria-label="State"
        placeholder="Any state"
        data={STATES}
        value={search.state ?? null}
        onChange={(state) => set({ state: CALL_STATES.find((one) => one === state) })}
        clearable
        w={130}
      />
      <Select
        aria-label="Outcome"
        placeholder="Any outcome"
        data={DISPOSITION_CHOICES}
        value={search.disposition ?? null}
        onChange={(disposition) => set({ disposition: disposition ?? undefined })}
        clearable
        searchable
        w={170}
      />
      <Select
        aria-label="Campaign"
        placeholder="Any campaign"
        data={choices(campaigns.data?.items)}
        value={search.campaign ?? null}
        onChange={(campaign) => set({ campaign: campaign ?? undefined })}
        clearable
        searchable
        w={190}
      />
      <Select
        aria-label="Agent"
        placeholder="Any agent"
        data={choices(agents.data?.items)}
        value={search.agent ?? null}
        onChange={(agent) => set({ agent: agent ?? undefined })}
        clearable
        searchable
        w={160}
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
