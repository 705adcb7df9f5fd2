import { Stack, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { CompliancePlaces } from '../compliance-places.tsx';
import { Entries } from './entries.tsx';
import { Exports } from './exports.tsx';
import { Heads } from './heads.tsx';
import { Proof } from './proof.tsx';

const TABS = [
  { value: 'entries', label: 'Entries' },
  { value: 'exports', label: 'Exports' },
  { value: 'heads', label: 'Signed heads' },
] as const;

/** Everything that was decided and done, sealed so that nobody can change it unseen. */
export function Ledger() {
  const search = useSearch({ from: '/frame/compliance/ledger' });
  const navigate = useNavigate();
  const tab = search.tab ?? 'entries';
  return (
    <>
      <CompliancePlaces lead="Every decision and who took it. Entries are sealed within seconds; changing one afterwards shows." />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) =>
          void navigate({
            to: '/compliance/ledger',
            search: value === 'exports' || value === 'heads' ? { tab: value } : {},
            replace: true,
          })
        }
      >
        <Tabs.List mb="md" aria-label="Ledger">
          {TABS.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="entries">
          <Entries />
        </Tabs.Panel>
        <Tabs.Panel value="exports">
          <Exports />
        </Tabs.Panel>
        <Tabs.Panel value="heads">
          <Stack gap="md">
            <Heads />
          </Stack>
        </Tabs.Panel>
      </Tabs>
      <Proof
        seq={search.entry}
        onClose={() =>
          void navigate({ to: '/compliance/ledger', search: { ...search, entry: undefined }, replace: true })
        }
      />
    </>
  );
}
