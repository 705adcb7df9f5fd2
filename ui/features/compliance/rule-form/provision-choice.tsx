import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listProvisionsOptions } from '../../../api-client/@tanstack/react-query.gen.ts';

/** A provision in force, by its words or id. */
export function ProvisionChoice({
  label,
  description,
  required = false,
  value,
  onChange,
  error,
}: {
  label: string;
  description: string;
  required?: boolean;
  value: string;
  onChange: (id: string) => void;
  error?: string | undefined;
}) {
  const provisions = useQuery({ ...listProvisionsOptions(), staleTime: 30_000, meta: { part: 'the rules' } });
  const data = (provisions.data?.items ?? []).map(({ id, title }) => ({ value: id, label: `${id}: ${title}` }));
  return (
    <Select
      label={label}
      description={description}
      placeholder="Its id or words"
      data={data}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
      searchable
      clearable={!required}
      required={required}
      limit={60}
      error={error}
      nothingFoundMessage={provisions.data ? 'No rule is like that' : 'The rules are not read yet'}
    />
  );
}
