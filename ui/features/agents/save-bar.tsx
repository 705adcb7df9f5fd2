import { Button, Group, Stack, Table, Text } from '@mantine/core';
import type { Agent } from '../../api-client/types.gen.ts';
import { counted } from '../../parts/figures.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useUndo } from '../../parts/use-undo.tsx';
import classes from './save-bar.module.css';
import type { AgentDraft } from './use-draft.ts';
import type { SaveAgent } from './use-save-agent.ts';
import { FIELD_NAMES } from './words.ts';

/** What is typed and not saved, always in sight. Explains when somebody else saved in between. */
export function SaveBar({ stored, draft, save }: { stored: Agent; draft: AgentDraft; save: SaveAgent }) {
  const offerUndo = useUndo();
  if (draft.changed.length === 0 && save.error === null) return null;
  const names = draft.changed.map((field) => FIELD_NAMES[field] ?? field).join(', ');
  return (
    <section className={classes.bar} data-at-foot aria-label="Changes that are not saved">
      {save.error !== null && <ProblemNotice error={save.error} />}
      {save.overtaken && <Overtaken stored={stored} draft={draft} save={save} />}
      {draft.changed.length > 0 && (
        <Group justify="space-between" gap="sm">
          <div className={classes.text}>
            <Text size="sm" fw={600} role="status">
              {counted(draft.changed.length, 'change')} not saved
            </Text>
            <Text size="xs" className="quiet clip">
              {names}. Kept on this device until you save or discard.
            </Text>
          </div>
          <Group gap="xs">
            <Button
              variant="default"
              onClick={() =>
                offerUndo({
                  of: `draft ${stored.id}`,
                  message: `${counted(draft.changed.length, 'change')} discarded.`,
                  undo: draft.discard(),
                  undone: 'What you typed is back, and not saved.',
                })
              }
            >
              Discard
            </Button>
            <Button loading={save.pending} disabled={save.overtaken} onClick={save.save}>
              Save
            </Button>
          </Group>
        </Group>
      )}
    </section>
  );
}

function Overtaken({ stored, draft, save }: { stored: Agent; draft: AgentDraft; save: SaveAgent }) {
  const { clashes } = save;
  const fields = clashes.map(({ field }) => field);
  return (
    <Stack gap="xs" role="alert">
      <Text size="sm">
        <b>
          Somebody saved version {stored.version} while you were editing version {draft.draft.version}.
        </b>{' '}
        {clashes.length === 0
          ? 'They changed other fields than you: yours can be saved on top of theirs.'
          : `You both changed ${counted(clashes.length, 'field')}. Choose whose stands; the other stays in the history.`}
      </Text>
      {clashes.length > 0 && (
        <Table fz="xs" withTableBorder>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Field</Table.Th>
              <Table.Th>Theirs, stored now</Table.Th>
              <Table.Th>Yours</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {clashes.map(({ field, theirs, mine }) => (
              <Table.Tr key={field}>
                <Table.Td>{FIELD_NAMES[field] ?? field}</Table.Td>
                <Table.Td className={classes.value}>{shown(theirs)}</Table.Td>
                <Table.Td className={classes.value}>{shown(mine)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Group gap="xs">
        <Button size="compact-sm" onClick={() => draft.rebase(stored)}>
          {clashes.length === 0 ? 'Go on with both' : 'Keep mine'}
        </Button>
        {clashes.length > 0 && (
          <Button size="compact-sm" variant="default" onClick={() => draft.rebase(stored, fields)}>
            Take theirs
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return text.length > 160 ? `${text.slice(0, 160)} …` : text;
}
