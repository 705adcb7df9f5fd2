import { NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { checkComplianceMutation, listCampaignsOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import { fieldErrorsOf, isRefused } from '../../../http/problem.ts';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Empty, Loading, NoPermission } from '../../../parts/states.tsx';
import { CompliancePlaces, NotLegalAdvice } from '../compliance-places.tsx';
import { PhoneSearch } from '../phone-search.tsx';
import { useRecordedAsk } from '../use-recorded-ask.ts';
import { CONTACT_KIND_LABELS } from '../words.ts';
import { Answer } from './answer.tsx';
import { questionOf } from './question.ts';

/** May we call this number now, and if not, when? By every rule that a dial is asked by. */
export function Ask() {
  const search = useSearch({ from: '/frame/compliance/ask' });
  const navigate = useNavigate();
  const campaigns = useQuery({ ...listCampaignsOptions({ query: { limit: 200 } }), staleTime: 30_000 });
  const ask = useRecordedAsk(checkComplianceMutation(), questionOf(search));
  const [more, setMore] = useState({
    kind: search.kind,
    campaign: search.campaign,
    state: search.state,
    at: search.at,
  });
  useEffect(
    () => setMore({ kind: search.kind, campaign: search.campaign, state: search.state, at: search.at }),
    [search.kind, search.campaign, search.state, search.at],
  );
  const errors: Record<string, string> = ask.error ? fieldErrorsOf(ask.error) : {};
  const question = questionOf(search);
  return (
    <>
      <CompliancePlaces lead="By every rule that is asked before a dial, with its law and what it looked at. Nothing is changed; that you asked is written to the ledger." />
      <PhoneSearch
        phone={search.phone}
        label="May we call this number"
        button="Ask"
        error={errors['phone']}
        onSearch={(phone) => {
          const next = { phone, ...more };
          void navigate({ to: '/compliance/ask', search: next });
          if (JSON.stringify(questionOf(next)) === JSON.stringify(question) && question) ask.mutate({ body: question });
        }}
      >
        <NativeSelect
          label="The call"
          value={more.kind ?? ''}
          data={[
            { value: '', label: 'As the campaign’s, else sells' },
            ...Object.entries(CONTACT_KIND_LABELS).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setMore({
              ...more,
              kind: value === 'telemarketing' || value === 'informational' || value === 'debt' ? value : undefined,
            });
          }}
          w={{ base: '100%', xs: 200 }}
        />
        <NativeSelect
          label="In campaign"
          value={more.campaign ?? ''}
          data={[
            { value: '', label: 'None' },
            ...(campaigns.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => setMore({ ...more, campaign: event.currentTarget.value || undefined })}
          w={{ base: '100%', xs: 180 }}
        />
        <TextInput
          label="Lives in"
          placeholder="FL"
          value={more.state ?? ''}
          error={errors['address.state']}
          onChange={(event) => setMore({ ...more, state: event.currentTarget.value || undefined })}
          w={{ base: '47%', xs: 84 }}
        />
        <TextInput
          label="When (your time)"
          type="datetime-local"
          value={more.at ?? ''}
          error={errors['at']}
          onChange={(event) => setMore({ ...more, at: event.currentTarget.value || undefined })}
          w={{ base: '47%', xs: 200 }}
        />
      </PhoneSearch>
      <Stack gap="md">
        {ask.isPending && <Loading label="Asking every rule" />}
        {ask.error &&
          (isRefused(ask.error) ? <NoPermission what="ask about numbers" /> : <ProblemNotice error={ask.error} />)}
        {ask.data && !ask.isPending && <Answer verdict={ask.data} phone={search.phone ?? ''} />}
        {question === null && (
          <Empty title="No number yet">
            Leave “When” empty to ask about this moment. The state matters where a number may ring in several places.
          </Empty>
        )}
        <NotLegalAdvice />
      </Stack>
    </>
  );
}
