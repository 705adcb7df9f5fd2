import { Group, Menu, Progress, Text, Textarea, UnstyledButton } from '@mantine/core';
import { IconVariable } from '@tabler/icons-react';
import { useId, useRef } from 'react';
import { figure } from '../../parts/figures.ts';
import classes from './prompt-field.module.css';
import type { TokenCountOf } from './use-token-count.ts';

/** Variables that every call fills, with what stands there. */
const VARIABLES: readonly (readonly [name: string, note: string])[] = [
  ['lead.firstName', 'First name of the lead'],
  ['lead.lastName', 'Last name'],
  ['lead.company', 'Company'],
  ['lead.city', 'City'],
  ['lead.state', 'State'],
  ['lead.custom.', 'Any further column of your list'],
  ['campaign.name', 'Name of the campaign'],
  ['campaign.subject', 'Subject of the campaign'],
  ['agent.name', 'Name of this agent'],
  ['tenant.name', 'Name of your company'],
];
const MOST = 50_000;

/** A text for the model or the callee, with its variables at hand and its length against the limit. */
export function PromptField({
  label,
  note,
  value,
  onChange,
  tokens = null,
  count,
  parameters,
  disabled,
  error,
  minRows,
}: {
  label: string;
  note?: string;
  value: string;
  onChange: (text: string) => void;
  tokens?: number | null;
  count?: TokenCountOf;
  /** The agent's own variables; null where none are filled in. */
  parameters: readonly string[] | null;
  disabled: boolean;
  error?: string | undefined;
  minRows: number;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const footId = useId();
  const limit = count?.limit ?? null;
  const share = tokens === null || limit === null ? null : (tokens / limit) * 100;
  const names = [...(parameters ?? []).map((name) => [`agent.${name}`, 'Your own'] as const), ...VARIABLES];

  function insert(name: string) {
    const { selectionStart = value.length, selectionEnd = value.length } = area.current ?? {};
    const word = `{{${name}}}`;
    onChange(value.slice(0, selectionStart) + word + value.slice(selectionEnd));
    const caret = selectionStart + word.length - (name.endsWith('.') ? 2 : 0);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(caret, caret);
    });
  }

  return (
    <div>
      <Textarea
        ref={area}
        label={label}
        description={note}
        autosize
        minRows={minRows}
        maxRows={28}
        maxLength={MOST}
        value={value}
        disabled={disabled}
        error={error}
        aria-describedby={footId}
        onChange={(event) => onChange(event.currentTarget.value)}
        classNames={{ input: classes.input ?? '' }}
      />
      <Group justify="space-between" gap="xs" className={classes.foot} id={footId}>
        {parameters === null || disabled ? (
          <span />
        ) : (
          <Menu position="bottom-start" width={260}>
            <Menu.Target>
              <UnstyledButton className={classes.insert} aria-label={`Insert a variable into: ${label}`}>
                <IconVariable size={14} aria-hidden /> Insert a variable
              </UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown>
              {names.map(([name, meaning]) => (
                <Menu.Item key={name} onClick={() => insert(name)}>
                  <code>{`{{${name}${name.endsWith('.') ? '…' : ''}}}`}</code>
                  <Text size="xs" className="quiet" component="div">
                    {meaning}
                  </Text>
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        {tokens !== null && (
          <Group gap={8} wrap="nowrap">
            <Text size="xs" className="quiet nowrap">
              {count?.exact ? '' : 'about '}
              {figure(tokens)} tokens{limit === null ? '' : ` of ${figure(limit)}`}
            </Text>
            {share !== null && (
              <Progress
                value={share}
                w={64}
                size={5}
                color={share > 90 ? 'red' : share > 50 ? 'orange' : 'accent'}
                aria-label={`${Math.round(share)} % of what the model takes`}
              />
            )}
          </Group>
        )}
      </Group>
    </div>
  );
}
