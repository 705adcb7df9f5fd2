import { Stack, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { searchNumberMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import { fieldErrorsOf, isRefused } from '../../../http/problem.ts';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Empty, Loading, NoPermission } from '../../../parts/states.tsx';
import { CompliancePlaces } from '../compliance-places.tsx';
import { PhoneSearch } from '../phone-search.tsx';
import { useRecordedAsk } from '../use-recorded-ask.ts';
import { KnownOfNumber } from './known-of-number.tsx';

/** Everything about one telephone number on one page. */
export function NumberScreen() {
  const { phone } = useSearch({ from: '/frame/compliance' });
  const navigate = useNavigate();
  const search = useRecordedAsk(searchNumberMutation(), phone === undefined ? null : { phone });
  const wrong = search.error ? fieldErrorsOf(search.error)['phone'] : undefined;
  return (
    <>
      <CompliancePlaces lead="Who is this number, what happened to it, and who looked?" />
      <PhoneSearch
        phone={phone}
        label="Search a number"
        button="Search"
        error={wrong}
        onSearch={(text) => void navigate({ to: '/compliance', search: { phone: text } })}
      />
      <Text size="xs" className="quiet" mt={-8} mb="md">
        That you looked is written to the ledger, with the time and your name.
      </Text>
      {search.isPending && <Loading label="Searching" />}
      {search.error && wrong === undefined && (
        <>
          {isRefused(search.error) ? (
            <NoPermission what="search by number" />
          ) : (
            <ProblemNotice error={search.error} onRetry={() => phone && search.mutate({ body: { phone } })} />
          )}
        </>
      )}
      {search.data && phone !== undefined && (
        <Stack gap="md">
          <KnownOfNumber known={search.data} phone={phone} />
        </Stack>
      )}
      {phone === undefined && (
        <Empty title="No number yet">
          Type one in any form. You see every call, consent, list, verdict and opt-out of it, and who looked before you.
        </Empty>
      )}
    </>
  );
}
