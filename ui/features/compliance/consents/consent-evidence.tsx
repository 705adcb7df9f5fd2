import { Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Consent } from '../../../api-client/types.gen.ts';
import { Moment } from '../../../parts/moment.tsx';
import { Actor } from '../actor.tsx';
import { SCOPE_LABELS } from '../words.ts';
import { EvidenceFile } from './evidence-file.tsx';

/** What supports a consent: the words, where and how, by whom recorded, and its end. */
export function ConsentEvidence({ consent, onClose }: { consent: Consent | null; onClose: () => void }) {
  return (
    <Modal opened={consent !== null} onClose={onClose} title="Evidence of a consent">
      {consent && (
        <Stack gap="xs">
          <Line name="Agreed to">{SCOPE_LABELS[consent.scope] ?? consent.scope}</Line>
          <Line name="The words">{consent.textShown || 'Not kept.'}</Line>
          <Line name="How">
            {consent.source} {consent.sourceDetail}
          </Line>
          <Line name="Given">
            <Moment at={consent.givenAt} />
          </Line>
          <Line name="Recorded">
            <Moment at={consent.recordedAt} /> by <Actor by={consent.recordedBy} />
          </Line>
          {consent.expiresAt !== null && (
            <Line name="Ends">
              <Moment at={consent.expiresAt} />
            </Line>
          )}
          {consent.revokedAt !== null && (
            <Line name="Revoked">
              <Moment at={consent.revokedAt} /> by <Actor by={consent.revokedBy} />: {consent.revokedReason}
            </Line>
          )}
          <Line name="File">
            <EvidenceFile consent={consent} />
          </Line>
        </Stack>
      )}
    </Modal>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" className="quiet">
        {name}
      </Text>
      <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </div>
  );
}
