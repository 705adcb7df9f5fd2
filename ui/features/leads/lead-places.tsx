import { ButtonLink } from '../../parts/links.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { SubNavigation } from '../../parts/sub-navigation.tsx';
import { useMay } from '../../session/use-session.tsx';
import { LEAD_PLACES } from './places.ts';

/** The head of the three screens about leads. */
export function LeadPlaces() {
  const mayImport = useMay('lists:write');
  return (
    <>
      <PageHeader title="Leads" actions={mayImport && <ButtonLink to="/leads/import">Import a file</ButtonLink>} />
      <SubNavigation label="Leads" places={LEAD_PLACES} />
    </>
  );
}
