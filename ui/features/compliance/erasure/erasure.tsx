import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { getLeadOptions, previewErasureOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Erasure as Erased } from '../../../api-client/types.gen.ts';
import { Empty, Loaded, NoPermission } from '../../../parts/states.tsx';
import { useMay, useMe } from '../../../session/use-session.tsx';
import { leadName } from '../../leads/lead-words.ts';
import { CompliancePlaces } from '../compliance-places.tsx';
import { LeadChoice } from '../consents/lead-choice.tsx';
import { ErasureDone } from './erasure-done.tsx';
import { WhatErasureTakes } from './what-erasure-takes.tsx';

/** Takes away who somebody is, for good: what goes and what stays is told in numbers first. */
export function Erasure() {
  const { lead } = useSearch({ from: '/frame/compliance/erasure' });
  const navigate = useNavigate();
  const known = useMe().data !== undefined;
  const mayErase = useMay('persons:erase');
  const [done, setDone] = useState<Erased | null>(null);
  return (
    <>
      <CompliancePlaces lead="Somebody asks to be forgotten: who they are goes, what the law asks you to keep stays." />
      {known && !mayErase ? (
        <NoPermission what="erase people" />
      ) : (
        <Stack gap="md">
          <LeadChoice
            label="Who"
            value={lead}
            onChange={(id) => {
              setDone(null);
              void navigate({ to: '/compliance/erasure', search: id === undefined ? {} : { lead: id } });
            }}
          />
          {lead === undefined ? (
            <Empty title="Nobody chosen yet">
              Choose any of the person’s leads. Then you see what would go and what would stay; nothing happens before
              you type the name.
            </Empty>
          ) : done === null ? (
            <OfLead key={lead} lead={lead} onDone={setDone} />
          ) : (
            <ErasureDone done={done} />
          )}
        </Stack>
      )}
    </>
  );
}

function OfLead({ lead, onDone }: { lead: string; onDone: (done: Erased) => void }) {
  const path = { id: lead };
  const who = useQuery(getLeadOptions({ path }));
  const preview = useQuery(previewErasureOptions({ path }));
  return (
    <Loaded of={who} what="see leads">
      {(person) => (
        <Loaded of={preview} what="erase people">
          {(counts) => <WhatErasureTakes lead={lead} name={leadName(person)} counts={counts} onDone={onDone} />}
        </Loaded>
      )}
    </Loaded>
  );
}
