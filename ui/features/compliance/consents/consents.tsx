import { Button, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { listConsentsInfiniteOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import { Panel } from '../../../parts/panel.tsx';
import { Loaded } from '../../../parts/states.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { CompliancePlaces } from '../compliance-places.tsx';
import { AddConsent } from './add-consent.tsx';
import { ConsentRows } from './consent-rows.tsx';
import { LeadChoice } from './lead-choice.tsx';

/** What people agreed to, with its evidence. Revoked, never deleted. */
export function Consents() {
  const { lead } = useSearch({ from: '/frame/compliance/consents' });
  const navigate = useNavigate();
  const mayWrite = useMay('consents:write');
  const consents = useInfiniteQuery({
    ...listConsentsInfiniteOptions({ query: { limit: 100, ...(lead ? { leadId: lead } : {}) } }),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const rows = consents.data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <CompliancePlaces
        lead="What people agreed to, when and how. One consent does not imply another."
        actions={mayWrite && <AddConsent leadId={lead} />}
      />
      <Stack gap="md">
        <LeadChoice
          label="Whose consents"
          value={lead}
          onChange={(id) => void navigate({ to: '/compliance/consents', search: id ? { lead: id } : {} })}
        />
        <Panel title="Consents" note="Newest first, revoked ones too" flush>
          <Loaded of={{ ...consents, data: rows }} what="see consents">
            {(shown) => <ConsentRows consents={shown} />}
          </Loaded>
        </Panel>
        {consents.hasNextPage && (
          <Button variant="default" loading={consents.isFetchingNextPage} onClick={() => void consents.fetchNextPage()}>
            Show older ones
          </Button>
        )}
      </Stack>
    </>
  );
}
