import { TextInput } from '@mantine/core';
import type { Agent } from '../../api-client/types.gen.ts';
import type { PartProps } from './part.ts';

type TextField = {
  [F in keyof Agent]: Agent[F] extends string | null ? (null extends Agent[F] ? F : never) : never;
}[keyof Agent];

/** One line of the draft that may be empty. */
export function DraftText({
  of: { draft, disabled, errors },
  field,
  ...said
}: {
  of: Pick<PartProps, 'draft' | 'disabled' | 'errors'>;
  field: Extract<TextField, keyof PartProps['draft']['value']>;
  label: string;
  description?: string;
  placeholder?: string;
}) {
  return (
    <TextInput
      {...said}
      value={draft.value[field] ?? ''}
      error={errors[field]}
      disabled={disabled}
      onChange={(event) => draft.set(field, event.currentTarget.value || null)}
    />
  );
}
