import { Button, Group, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';

/** Words for the agent, typed instead of spoken. */
export function Composer({
  disabled,
  waiting,
  onSay,
}: {
  disabled: boolean;
  waiting: string;
  onSay: (text: string) => void;
}) {
  const [text, setText] = useState('');
  function submit(event: FormEvent) {
    event.preventDefault();
    const words = text.trim();
    if (words === '' || disabled) return;
    onSay(words);
    setText('');
  }
  return (
    <form onSubmit={submit}>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          aria-label="Say something by text"
          placeholder={disabled ? waiting : 'Type what a caller would say'}
          value={text}
          disabled={disabled}
          maxLength={2000}
          flex={1}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          disabled={disabled || text.trim() === ''}
          leftSection={<IconSend size={15} aria-hidden />}
        >
          Send
        </Button>
      </Group>
    </form>
  );
}
