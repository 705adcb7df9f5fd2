import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getLeadOptions, listLeadsOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import { leadName } from '../../leads/lead-words.ts';

/** One lead of however many: the server searches. */
export function LeadChoice({
  label,
  value,
  onChange,
  error,
}: {
  label: string;
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  error?: string | undefined;
}) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 250);
  const found = useQuery({
    ...listLeadsOptions({ query: { limit: 20, ...(search ? { search } : {}) } }),
    placeholderData: keepPreviousData,
    meta: { part: 'the leads to choose among' },
  });
  const chosen = useQuery({
    ...getLeadOptions({ path: { id: value ?? '' } }),
    enabled: value !== undefined,
    meta: { part: 'the lead that is chosen' },
  });
  const options = (found.data?.items ?? []).map((lead) => ({
    value: lead.id,
    label: `${leadName(lead)} ${lead.phones[0]?.number ?? ''}`,
  }));
  if (chosen.data && !options.some((option) => option.value === value))
    options.unshift({ value: chosen.data.id, label: leadName(chosen.data) });
  return (
    <Select
      label={label}
      placeholder="Name, company, e-mail or your id"
      data={options}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      onSearchChange={setTyped}
      filter={({ options: all }) => all}
      searchable
      clearable
      error={error}
      nothingFoundMessage={found.data ? 'Nobody matches' : 'The leads are not read yet'}
      maw={360}
    />
  );
}
