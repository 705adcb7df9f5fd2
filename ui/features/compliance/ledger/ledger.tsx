import { useNavigate, useSearch } from '@tanstack/react-router';
import { Tabbed } from '../../../parts/tabbed.tsx';
import { CompliancePlaces } from '../compliance-places.tsx';
import { Entries } from './entries.tsx';
import { Exports } from './exports.tsx';
import { Heads } from './heads.tsx';
import { LEDGER_TAB_TITLES, LEDGER_TABS } from './ledger-tabs.ts';
import { Proof } from './proof.tsx';

/** Everything that was decided and done, sealed so that nobody can change it unseen. */
export function Ledger() {
  const search = useSearch({ from: '/frame/compliance/ledger' });
  const navigate = useNavigate();
  const { tab = 'entries', entry } = search;
  return (
    <>
      <CompliancePlaces lead="Every decision and who took it. Entries are sealed within seconds; changing one afterwards shows." />
      <Tabbed
        label="Ledger"
        names={LEDGER_TABS}
        titles={LEDGER_TAB_TITLES}
        value={tab}
        onChange={(name) => void navigate({ to: '/compliance/ledger', search: { tab: name } })}
        panels={{ entries: <Entries />, exports: <Exports />, heads: <Heads /> }}
      />
      <Proof
        seq={entry}
        onClose={() =>
          void navigate({ to: '/compliance/ledger', search: { ...search, entry: undefined }, replace: true })
        }
      />
    </>
  );
}
