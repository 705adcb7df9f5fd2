import { Button, Checkbox, Group, SimpleGrid, Text } from '@mantine/core';
import { useState } from 'react';
import type { ComplianceProfile } from '../../../api-client/types.gen.ts';
import { Panel } from '../../../parts/panel.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { RelaxDialog } from './relax-dialog.tsx';
import { useChangeProfile } from './use-change-profile.ts';

type Pack = ComplianceProfile['availablePacks'][number];

/** Which law packs apply. A country whose pack is left out is not called at all, so fewer packs are never laxer. */
export function Packs({ profile }: { profile: ComplianceProfile }) {
  const mayWrite = useMay('compliance:write');
  const all = profile.availablePacks;
  const inForce = profile.packs ?? all.map(({ name }) => name);
  const [picked, setPicked] = useState<readonly Pack['name'][]>(inForce);
  const [asking, setAsking] = useState(false);
  const update = useChangeProfile(profile, () => setAsking(false));
  const countries = [...new Set(all.flatMap(({ covers }) => covers))];
  // A country with law in two packs needs both of them.
  const coveredBy = (names: readonly Pack['name'][]) =>
    new Set(
      countries.filter((country) => all.every(({ name, covers }) => !covers.includes(country) || names.includes(name))),
    );
  const [before, after] = [coveredBy(inForce), coveredBy(picked)];
  const lost = [...before].filter((country) => !after.has(country));
  const won = [...after].filter((country) => !before.has(country));
  const chosen = picked.length === all.length ? null : [...picked];
  const isChanged = all.some(({ name }) => inForce.includes(name) !== picked.includes(name));
  return (
    <Panel
      title="Law packs"
      note="Each brings the law of its countries. A country without its pack is not called at all."
    >
      <Checkbox.Group
        aria-label="Law packs"
        value={[...picked]}
        onChange={(values) => setPicked(all.map(({ name }) => name).filter((name) => values.includes(name)))}
      >
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm">
          {all.map(({ name, title, covers }) => (
            <Checkbox
              key={name}
              value={name}
              label={title}
              description={`${name}: ${covers.length > 8 ? `${covers.slice(0, 8).join(', ')} and ${covers.length - 8} more` : covers.join(', ') || 'beside another pack'}`}
              disabled={!mayWrite}
            />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      {mayWrite && (
        <Group mt="sm">
          <Button variant="default" disabled={!isChanged} onClick={() => setAsking(true)}>
            Change the packs …
          </Button>
        </Group>
      )}
      <RelaxDialog
        opened={asking}
        onClose={() => {
          update.reset();
          setAsking(false);
        }}
        title="Change which law applies?"
        about="packs"
        changeTitle={`Law packs: ${picked.join(', ') || 'none'}`}
        relaxes={() => ({ packs: chosen })}
        direct={{
          submit: 'Yes, from the next dial on',
          pending: update.isPending,
          error: update.error,
          act: () => update.change({ packs: chosen }),
        }}
      >
        <Text size="sm">
          {lost.length > 0 && `Nobody in ${lost.join(', ')} is called any more. `}
          {won.length > 0 && `People in ${won.join(', ')} may be called again, where every rule allows it. `}
          {lost.length + won.length === 0 && 'The same countries may be called as before. '}
          Your name and this choice are written to the ledger.
        </Text>
      </RelaxDialog>
    </Panel>
  );
}
