import { IconScale } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Notice } from '../../parts/notice.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { SubNavigation } from '../../parts/sub-navigation.tsx';
import { COMPLIANCE_PLACES } from './places.ts';

/** The head of the screens about compliance. */
export function CompliancePlaces({ lead, actions }: { lead: string; actions?: ReactNode }) {
  return (
    <>
      <PageHeader title="Compliance" lead={lead} actions={actions} />
      <SubNavigation label="Compliance" places={COMPLIANCE_PLACES} />
    </>
  );
}

/** Beside everything that reads like an answer of law. */
export function NotLegalAdvice() {
  return (
    <Notice tone="info" icon={<IconScale size={17} aria-hidden />}>
      Not legal advice. Each rule says how well its text was checked; what nobody has checked is followed all the same.
      Have a lawyer confirm what you rely on.
    </Notice>
  );
}
