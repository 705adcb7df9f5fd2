import { Button, Group, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';

/** A number in any form, and a button. What is typed is asked only when sent: each asking is on record. */
export function PhoneSearch({
  phone,
  onSearch,
  label,
  button,
  error,
  children,
}: {
  phone: string | undefined;
  onSearch: (phone: string) => void;
  label: string;
  button: string;
  error?: string | undefined;
  children?: ReactNode;
}) {
  const [text, setText] = useState(phone ?? '');
  useEffect(() => setText(phone ?? ''), [phone]);
  return (
    <form
      role="search"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') onSearch(text.trim());
      }}
    >
      <Group gap="xs" align="flex-start" mb="md">
        <TextInput
          label="Telephone number"
          type="tel"
          placeholder="(617) 555-0142 or +44 20 …"
          value={text}
          error={error}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
          w={{ base: '100%', xs: 260 }}
        />
        {children}
        {/* Level with the fields, whose names stand above them and whose errors below. */}
        <Button
          type="submit"
          leftSection={<IconSearch size={15} aria-hidden />}
          disabled={text.trim() === ''}
          mt={{ base: 0, xs: 20 }}
        >
          {button}
        </Button>
      </Group>
    </form>
  );
}
