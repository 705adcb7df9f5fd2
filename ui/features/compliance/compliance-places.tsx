import { Alert, Anchor } from '@mantine/core';
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
  { to: '/compliance/consents', label: 'Consents' },
  { to: '/compliance/changes', label: 'Changes' },
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
    <Alert variant="outline" color="gray" icon={<IconScale size={17} aria-hidden />} p="xs" role="note">
      Not legal advice. What Ringfence knows of a law is what its citation and confidence say, and nobody has to have
      verified it for you; a lawyer has. The{' '}
      <Anchor href="/docs" inherit underline="always">
        documentation
      </Anchor>{' '}
      names what was checked against primary texts.
    </Alert>
  );
}
