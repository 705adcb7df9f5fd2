import { Stack } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { checkComplianceMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import { fieldErrorsOf, isRefused } from '../../../http/problem.ts';
import { AnchorLink } from '../../../parts/links.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Empty, Loading, NoPermission } from '../../../parts/states.tsx';
import { CompliancePlaces, NotLegalAdvice } from '../compliance-places.tsx';
import { useRecordedAsk } from '../use-recorded-ask.ts';
import { Answer } from './answer.tsx';
import { questionOf } from './question.ts';
import { QuestionForm } from './question-form.tsx';

/** May we call this number now, and if not, when? By every rule that a dial is asked by. */
export function Ask() {
  const search = useSearch({ from: '/frame/compliance/ask' });
  const navigate = useNavigate();
  const question = questionOf(search);
  const ask = useRecordedAsk(checkComplianceMutation(), question);
  const errors: Record<string, string> = ask.error ? fieldErrorsOf(ask.error) : {};
  return (
    <>
      <CompliancePlaces lead="By every rule that is asked before a dial, with its law and what it looked at. Nothing is changed; that you asked is written to the ledger." />
      <QuestionForm
        key={JSON.stringify(question)}
        asked={search}
        errors={errors}
        onAsk={(next) => {
          void navigate({ to: '/compliance/ask', search: next });
          // The same question again is asked again: the answer may be another one by now.
          if (question && JSON.stringify(questionOf(next)) === JSON.stringify(question)) ask.mutate({ body: question });
        }}
      />
      <Stack gap="md">
        <AnchorLink to="/compliance/ask/many" size="sm">
          A whole file of numbers →
        </AnchorLink>
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
