import { Button, Group, Kbd } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { notifications, notificationsStore } from '@mantine/notifications';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf } from '../http/problem.ts';
import { MODIFIER } from './modifier-key.ts';

/** Long enough to read it and to come to it by keyboard; while somebody is at it, it stays. */
const STAYS_MS = 30_000;
const REFUSAL_STAYS_MS = 15_000;
const PREFIX = 'undo:';

interface Undoable {
  /** What it was done to. Of two offers about the same thing only the newer one is true. */
  of: string;
  /** What was done. */
  message: string;
  /** Restores what was before. */
  undo: () => unknown;
  /** What to say once that is done. */
  undone: string;
}

/** Says what was done, and offers to take it back: by a button, and by Ctrl or ⌘ with Z for the newest. */
export function useUndo(): (done: Undoable) => void {
  const client = useQueryClient();
  return (done) => offer(done, client);
}

function hideOffers(about: string): void {
  for (const id of offers()) if (id.startsWith(about)) notifications.hide(id);
}

/** Oldest first: those in sight, and those that wait until one of them goes. */
function offers(): string[] {
  const { notifications: inSight, queue } = notificationsStore.getState();
  return [...inSight, ...queue].flatMap(({ id }) => (id?.startsWith(PREFIX) ? [id] : []));
}

function offer({ of, message, undo, undone }: Undoable, client: QueryClient): void {
  const about = `${PREFIX}${of}:`;
  hideOffers(about);
  const id = about + crypto.randomUUID();
  const takeBack = async () => {
    const isFocused = Boolean(document.activeElement?.closest('[role=alert]'));
    stay(false);
    const end = (said: Parameters<typeof notifications.show>[0]) => {
      // The button goes, and with it where the keyboard was.
      if (isFocused) document.getElementById('screen')?.focus();
      notifications.hide(id);
      notifications.show(said);
    };
    try {
      await undo();
    } catch (error) {
      const message = `It stands as it is. ${problemOf(error).detail}`;
      end({ color: 'red', message, autoClose: REFUSAL_STAYS_MS });
      return;
    }
    end({ message: undone });
    await client.invalidateQueries();
  };
  const content = <Offer id={id} message={message} onUndo={takeBack} />;
  const stay = (autoClose: number | false) => notifications.update({ id, message: content, autoClose });
  notifications.show({
    id,
    message: content,
    autoClose: STAYS_MS,
    onFocus: () => stay(false),
    // Who has gone on does not keep it, in the place of what is said later.
    onBlur: () => stay(STAYS_MS),
  });
}

function Offer({ id, message, onUndo }: { id: string; message: string; onUndo: () => Promise<void> }) {
  const [pending, setPending] = useState(false);
  const act = () => {
    if (pending) return;
    setPending(true);
    void onUndo();
  };
  useHotkeys([['mod+Z', () => isNewest(id) && act()]]);
  return (
    <Group gap="sm" justify="space-between" wrap="nowrap">
      <span>{message}</span>
      <Button size="compact-sm" variant="default" flex="none" loading={pending} onClick={act}>
        Undo
        <Kbd size="xs" ml={8} visibleFrom="sm" aria-hidden>
          {MODIFIER} Z
        </Kbd>
      </Button>
    </Group>
  );
}

function isNewest(id: string): boolean {
  return offers().at(-1) === id;
}
