import { useNavigate, useSearch } from '@tanstack/react-router';
import { ButtonLink } from '../../../parts/links.tsx';
import { Tabbed } from '../../../parts/tabbed.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { CompliancePlaces } from '../compliance-places.tsx';
import { CheckNumbers } from './check-numbers.tsx';
import { Imports } from './imports.tsx';
import { LIST_TAB_TITLES, LIST_TABS } from './list-tabs.ts';
import { Litigators } from './litigators.tsx';
import { OwnList } from './own-list.tsx';
import { Reassigned } from './reassigned.tsx';
import { Registries } from './registries.tsx';
import { Subscriptions } from './subscriptions.tsx';

/** Everything that says whom not to call: registries, the tenant's own lists, and numbers with a new owner. */
export function Lists() {
  const { tab = 'registries' } = useSearch({ from: '/frame/compliance/lists' });
  const navigate = useNavigate();
  const mayWrite = useMay('dnc:write');
  return (
    <>
      <CompliancePlaces
        lead="A number on any of these is not called. A copy that is too old counts as unreadable: then nobody it speaks of is called."
        actions={mayWrite && <ButtonLink to="/compliance/lists/upload">Upload a registry</ButtonLink>}
      />
      <Tabbed
        label="Lists"
        names={LIST_TABS}
        titles={LIST_TAB_TITLES}
        value={tab}
        onChange={(name) => void navigate({ to: '/compliance/lists', search: { tab: name } })}
        panels={{
          registries: <Registries />,
          own: <OwnList />,
          litigators: <Litigators />,
          imports: <Imports />,
          check: <CheckNumbers />,
          access: <Subscriptions />,
          reassigned: <Reassigned />,
        }}
      />
    </>
  );
}
