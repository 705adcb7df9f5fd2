import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { FormDialog } from './form-dialog.tsx';

/** Says exactly what an act will do before it is done, and why it failed. Shown as long as it is there. */
export function Confirm({
  title,
  act,
  cancel,
  danger = false,
  of,
  onConfirm,
  onClose,
  children,
}: {
  title: string;
  /** What the button that does it says. */
  act: string;
  cancel?: string;
  /** It takes something away. */
  danger?: boolean;
  of: { isPending: boolean; error: unknown; reset: () => void };
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <FormDialog
      opened
      onClose={() => {
        // What was refused now does not greet whoever asks again.
        of.reset();
        onClose();
      }}
      title={title}
      submit={act}
      {...(cancel !== undefined && { cancel })}
      danger={danger}
      pending={of.isPending}
      error={of.error}
      onSubmit={onConfirm}
    >
      <Text size="sm" component="div">
        {children}
      </Text>
    </FormDialog>
  );
}
