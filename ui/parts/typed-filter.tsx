import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef } from 'react';

const PAUSE_MS = 250;

/** Words that narrow a list, told when the typing pauses. What the address says wins, such as after Back. */
export function TypedFilter({
  label,
  placeholder,
  value,
  onType,
}: {
  label: string;
  placeholder: string;
  value: string | undefined;
  onType: (text: string | undefined) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const told = useRef(value);
  const tell = useDebouncedCallback((text: string) => {
    told.current = text || undefined;
    onType(told.current);
  }, PAUSE_MS);
  useEffect(() => {
    if (input.current && told.current !== value) input.current.value = value ?? '';
    told.current = value;
  }, [value]);
  return (
    <TextInput
      ref={input}
      aria-label={label}
      placeholder={placeholder}
      defaultValue={value ?? ''}
      onChange={(event) => tell(event.currentTarget.value)}
      w={{ base: '100%', xs: 220 }}
    />
  );
}
