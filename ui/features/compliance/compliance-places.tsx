import { Alert } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { PageHeader } from '../../parts/page-header.tsx';
import { SubNavigation } from '../../parts/sub-navigation.tsx';

const PLACES = [
  { to: '/compliance', label: 'Number' },
  { to: '/compliance/ask', label: 'May we call?' },
  { to: '/compliance/opt-outs', label: 'Opt-outs' },
  { to: '/compliance/lists', label: 'Lists' },
  { to: '/compliance/rules', label: 'Rules' },
  { to: '/compliance/profile', label: 'Profile' },
  { to: '/compliance/changes', label: 'Changes' },
  { to: '/compliance/replays', label: 'Replays' },
  { to: '/compliance/consents', label: 'Consents' },
  { to: '/compliance/erasure', label: 'Erasure' },
  { to: '/compliance/ledger', label: 'Ledger' },
  { to: '/compliance/verify', label: 'Verify' },
] as const;

/** The head of the screens about compliance. */
export function CompliancePlaces({ lead, actions }: { lead: string; actions?: ReactNode }) {
  return (
    <>
      <PageHeader title="Compliance" lead={lead} actions={actions} />
      <SubNavigation label="Compliance" places={PLACES} />
    </>
  );
}

/** Beside everything that reads like an answer of law. */
export function NotLegalAdvice() {
  return (
    <Alert
      variant="default"
      icon={<IconScale size={17} aria-hidden />}
      p="xs"
      role="note"
      styles={{ root: { borderColor: 'var(--line)' } }}
    >
      Not legal advice. Each rule says how well its text was checked; what nobody has checked is followed all the same.
      Have a lawyer confirm what you rely on.
    </Alert>
  );
}
