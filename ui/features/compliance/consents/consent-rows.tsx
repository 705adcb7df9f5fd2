import { Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { Consent } from '../../../api-client/types.gen.ts';
import { AnchorLink } from '../../../parts/links.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { SmallTable } from '../../../parts/small-table.tsx';
import { Empty } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { SCOPE_LABELS } from '../words.ts';
import { ConsentEvidence } from './consent-evidence.tsx';
import { RevokeConsent } from './revoke-consent.tsx';

/** What was agreed to, how, when, and whether it still holds. */
export function ConsentRows({ consents }: { consents: readonly Consent[] }) {
  const mayWrite = useMay('consents:write');
  const [shown, setShown] = useState<Consent | null>(null);
  const [revoking, setRevoking] = useState<Consent | null>(null);
  if (consents.length === 0) return <Empty title="No consent is recorded" />;
  return (
    <>
      <SmallTable label="Consents" heads={['Agreed to', 'How', 'Given', 'State', 'Evidence']} minWidth={560}>
        {consents.map((consent) => (
          <Table.Tr key={consent.id}>
            <Table.Td>
              <Text size="sm" className="nowrap">
                {SCOPE_LABELS[consent.scope] ?? consent.scope}
              </Text>
              {consent.leadId !== null && (
                <AnchorLink to="/leads/$id" params={{ id: consent.leadId }} size="xs" underline="always">
                  whose
                </AnchorLink>
              )}
            </Table.Td>
            <Table.Td>
              {consent.source}
              {consent.sourceDetail !== '' && (
                <Text size="xs" className="quiet">
                  {consent.sourceDetail}
                </Text>
              )}
            </Table.Td>
            <Table.Td>
              <Moment at={consent.givenAt} />
            </Table.Td>
            <Table.Td>
              <StateOf consent={consent} />
            </Table.Td>
            <Table.Td className="nowrap">
              <Button size="compact-xs" variant="default" onClick={() => setShown(consent)}>
                Show
              </Button>{' '}
              {mayWrite && consent.revokedAt === null && (
                <Button size="compact-xs" variant="default" onClick={() => setRevoking(consent)}>
                  Revoke
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </SmallTable>
      <ConsentEvidence consent={shown} onClose={() => setShown(null)} />
      {revoking && <RevokeConsent consent={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

function StateOf({ consent }: { consent: Consent }) {
  if (consent.revokedAt !== null) return <StatusBadge tone="bad">revoked</StatusBadge>;
  if (consent.expiresAt !== null && Date.parse(consent.expiresAt) < Date.now())
    return <StatusBadge tone="warn">expired</StatusBadge>;
  return <StatusBadge tone="good">holds</StatusBadge>;
}
