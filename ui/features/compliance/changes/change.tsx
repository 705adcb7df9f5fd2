import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { getRuleChangeOptions, previewRuleChangeMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { RuleChange } from '../../../api-client/types.gen.ts';
import { useAct } from '../../../http/use-act.ts';
import { AnchorLink, ButtonLink } from '../../../parts/links.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Notice } from '../../../parts/notice.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Loaded } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { datesWords, fieldOf, requirementWords, scopeWords, textOf } from '../rules/requirement-words.ts';
import { isGoingOn, whileGoingOn } from '../job.tsx';
import { CHANGE_TONES, relaxedWords } from './change-words.ts';
import { Decide } from './decide.tsx';
import { Difference } from './difference.tsx';

const UP = { label: 'Changes', to: '/compliance/changes' } as const;

/** One change: what it says, what it would do to every waiting lead, and who decides. */
export function Change() {
  const { id } = useParams({ from: '/frame/compliance/changes/$id' });
  const change = useQuery({
    ...getRuleChangeOptions({ path: { id } }),
    refetchInterval: ({ state: { data } }) => whileGoingOn([data?.preview, data?.replan]),
  });
  return (
    <Loaded of={change} what="see changes of rules" head={{ title: 'A change of rules', up: UP }}>
      {(data) => <Shown key={data.id} change={data} />}
    </Loaded>
  );
}

function Shown({ change }: { change: RuleChange }) {
  const mayAsk = useMay('compliance:check');
  return (
    <>
      <PageHeader
        up={UP}
        title={change.title}
        actions={
          mayAsk && (
            <ButtonLink to="/compliance/replays" search={{ ask: 'yes', change: change.id }} variant="default">
              Ask a past day under it
            </ButtonLink>
          )
        }
        beside={<StatusBadge tone={CHANGE_TONES[change.status]}>{change.status}</StatusBadge>}
        lead={
          <>
            Drafted <Moment at={change.createdAt} /> by <Actor by={change.createdBy} />.{' '}
            {change.decidedAt !== null && (
              <>
                {change.status} <Moment at={change.decidedAt} /> by <Actor by={change.decidedBy} />
                {change.decisionNote !== '' && `: ${change.decisionNote}`}.
              </>
            )}
          </>
        }
      />
      <Stack gap="md">
        {change.problems.length > 0 && (
          <Notice tone="warn" title="Not the effect that was meant">
            {change.problems.map(({ provision, message }) => (
              <Text key={provision + message} size="sm">
                {provision}: {message}
              </Text>
            ))}
          </Notice>
        )}
        <Panel
          title="What it says"
          note={change.firstDay === null ? 'From its approval on' : `Felt from ${change.firstDay} on`}
        >
          <Stack gap="xs">
            {change.amendments.map((amendment, index) => (
              <Amendment key={index} amendment={amendment} />
            ))}
            {change.holidays.map((holiday, index) => (
              <Text key={index} size="sm">
                <b>No calls on {textOf(holiday, 'date')}</b> in {textOf(holiday, 'state') || textOf(holiday, 'country')}
                : {textOf(holiday, 'name')}
              </Text>
            ))}
            {change.ends.map((id) => (
              <Text key={id} size="sm" component="div">
                It ends{' '}
                <AnchorLink to="/compliance/changes/$id" params={{ id }} inherit underline="always">
                  an earlier change
                </AnchorLink>
              </Text>
            ))}
            {relaxedWords(change.relaxes).map((words) => (
              <Text key={words} size="sm">
                <b>Laxer:</b> {words}
              </Text>
            ))}
            <Text size="sm">Because: {change.reason}</Text>
          </Stack>
        </Panel>
        <PreviewPanel change={change} />
        {change.replan !== null && (
          <Panel title="Waiting leads planned anew" note="After the approval. The dial asked the new rules at once.">
            <Difference run={change.replan} />
          </Panel>
        )}
        <Decide change={change} />
      </Stack>
    </>
  );
}

function Amendment({ amendment }: { amendment: unknown }) {
  const said = [
    scopeWords(fieldOf(amendment, 'where'), fieldOf(amendment, 'appliesTo')),
    datesWords(textOf(amendment, 'from'), textOf(amendment, 'until')),
    textOf(amendment, 'citation') || 'no citation',
    textOf(amendment, 'id'),
    ...(textOf(amendment, 'replaces') === '' ? [] : [`instead of ${textOf(amendment, 'replaces')}`]),
  ];
  return (
    <Text size="sm" component="div">
      <b>{requirementWords(fieldOf(amendment, 'requires'))}</b>
      <Text size="xs" className="quiet" component="div">
        {said.join(' · ')}
      </Text>
    </Text>
  );
}

function PreviewPanel({ change }: { change: RuleChange }) {
  const mayWrite = useMay('compliance:write');
  const preview = useAct(previewRuleChangeMutation());
  const run = change.preview;
  if (run === null && change.status !== 'draft') return null;
  return (
    <Panel
      title="What would happen"
      note="Every waiting lead and promised callback, planned under the new rules. Nothing is changed by looking."
      aside={
        mayWrite &&
        change.status === 'draft' &&
        (run === null || !isGoingOn(run)) && (
          <Button
            variant="default"
            loading={preview.isPending}
            onClick={() => preview.mutate({ path: { id: change.id } })}
          >
            {run === null ? 'Look' : 'Look again'}
          </Button>
        )
      }
    >
      {preview.error && <ProblemNotice error={preview.error} />}
      {run === null ? (
        <Text size="sm">Not looked at yet. An approval without it needs a reason.</Text>
      ) : (
        <Difference run={run} />
      )}
    </Panel>
  );
}
