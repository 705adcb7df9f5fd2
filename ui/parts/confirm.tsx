import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemNotice } from './problem-notice.tsx';

/** Says exactly what an act will do before it is done, and why it failed. */
export function Confirm({
  title,
  act,
  of,
  onConfirm,
  onClose,
  children,
}: {
  title: string;
  /** What the button that does it says. */
  act: string;
  of: { isPending: boolean; error: unknown; reset: () => void };
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const close = () => {
    of.reset();
    onClose();
  };
  return (
    <Modal opened onClose={close} title={title}>
      <Stack gap="sm">
        <Text size="sm" component="div">
          {children}
        </Text>
        {of.error !== null && of.error !== undefined && <ProblemNotice error={of.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button loading={of.isPending} onClick={onConfirm}>
            {act}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
