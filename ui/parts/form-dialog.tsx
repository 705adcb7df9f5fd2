import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { PartsNotRead } from './parts-not-read.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { useFocusBack } from './use-focus-back.ts';

/** A question in front of the page: what will happen, what has to be typed, the two ways out, and what went wrong. */
export function FormDialog({
  opened,
  onClose,
  title,
  size = 'md',
  submit,
  cancel = 'Cancel',
  beside,
  danger = false,
  ready = true,
  pending,
  error,
  onSubmit,
  children,
}: {
  opened: boolean;
  onClose: () => void;
  title: string;
  size?: 'md' | 'lg';
  submit: string;
  cancel?: string;
  /** Another act, away from the two ways out. */
  beside?: ReactNode;
  /** It takes something away. */
  danger?: boolean;
  /** False keeps the button shut: something is not typed yet that the browser cannot ask for. */
  ready?: boolean;
  pending: boolean;
  error: unknown;
  onSubmit: () => void;
  children: ReactNode;
}) {
  useFocusBack(opened);
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={size}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !pending) onSubmit();
        }}
      >
        <Stack gap="sm">
          <PartsNotRead />
          {children}
          {error !== null && error !== undefined && <ProblemNotice error={error} />}
          <Group justify="space-between" wrap="nowrap">
            <div>{beside}</div>
            <Group gap="sm" wrap="nowrap">
              <Button variant="default" onClick={onClose}>
                {cancel}
              </Button>
              <Button type="submit" color={danger ? 'red.9' : undefined} loading={pending} disabled={!ready}>
                {submit}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
