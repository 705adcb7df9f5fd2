import { TextInput, type TextInputProps } from '@mantine/core';

/** A moment by the viewer's own clock. */
export function MomentField({
  label,
  empty,
  value,
  onChange,
  ...rest
}: Pick<TextInputProps, 'required' | 'error' | 'w' | 'inputWrapperOrder'> & {
  label: string;
  /** What it means to leave it empty. */
  empty?: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <TextInput
      label={label}
      description={empty === undefined ? 'Your time' : `Your time; empty: ${empty}`}
      type="datetime-local"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...rest}
    />
  );
}

/** What was typed there as the API takes it; null: nothing. */
export function instantOf(typed: string): string | null {
  return typed === '' ? null : new Date(typed).toISOString();
}
