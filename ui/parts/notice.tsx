import { Alert, type AlertProps } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

const { notice: root = '', title: heading = '', icon: sign = '', message = '' } = classes;
const PARTS = { root, title: heading, icon: sign, message };

/** Something to know before going on, framed. Words carry it, colour only helps. */
export function Notice({
  tone,
  title,
  role = 'note',
  icon,
  children,
}: {
  tone: 'info' | 'good' | 'warn' | 'bad';
  title?: string;
  /** `status` where it appears while somebody looks. */
  role?: 'note' | 'status' | 'alert';
  icon?: AlertProps['icon'];
  children: ReactNode;
}) {
  return (
    <Alert role={role} data-tone={tone} title={title} icon={icon} p="sm" classNames={PARTS}>
      {children}
    </Alert>
  );
}
