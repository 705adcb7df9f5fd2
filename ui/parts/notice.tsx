import { Alert, type AlertProps } from '@mantine/core';
import type { ReactNode } from 'react';

const TONES = {
  info: { color: 'blue', text: 'var(--info-text)' },
  good: { color: 'teal', text: 'var(--good-text)' },
  warn: { color: 'orange', text: 'var(--warn-text)' },
  bad: { color: 'red', text: 'var(--bad-text)' },
} as const;

/** Something to know before going on, framed. Words carry it, colour only helps. */
export function Notice({
  tone,
  title,
  role = 'note',
  icon,
  children,
}: {
  tone: keyof typeof TONES;
  title?: string;
  /** `status` where it appears while somebody looks. */
  role?: 'note' | 'status' | 'alert';
  icon?: AlertProps['icon'];
  children: ReactNode;
}) {
  const { color, text } = TONES[tone];
  return (
    <Alert role={role} color={color} variant="outline" title={title} icon={icon} styles={{ title: { color: text } }}>
      {children}
    </Alert>
  );
}
