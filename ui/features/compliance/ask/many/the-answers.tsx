import { Button, Group, Progress, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { saveText } from '../../../../http/save-as.ts';
import { ChoiceFilter } from '../../../../parts/choice-filter.tsx';
import { counted, figure, shareOf } from '../../../../parts/figures.ts';
import { Filters } from '../../../../parts/filters.tsx';
import { AnchorLink } from '../../../../parts/links.tsx';
import { LeadTime } from '../../../../parts/moment.tsx';
import { Panel } from '../../../../parts/panel.tsx';
import { ProblemNotice } from '../../../../parts/problem-notice.tsx';
import { SmallTable } from '../../../../parts/small-table.tsx';
import { Stat, Stats } from '../../../../parts/stat.tsx';
import { Empty } from '../../../../parts/states.tsx';
import { StatusBadge } from '../../../../parts/status-badge.tsx';
import { addressOf } from '../question.ts';
import { asCsv, countedReasons, isSettled, type NumberAnswer } from './answers.ts';
import { checkOf } from './numbers-in-file.ts';
import type { AskedFile } from './use-asked-file.ts';

const VERDICTS = [
  { value: 'allowed', label: 'Yes', tone: 'good' },
  { value: 'deferred', label: 'Not now', tone: 'warn' },
  { value: 'blocked', label: 'No', tone: 'bad' },
  { value: 'not-asked', label: 'Could not be asked', tone: 'quiet' },
] as const;
const SHOWN = 100;

/** How far the asking is, how many may be called and why the others may not, and each number. */
export function TheAnswers({ asked, onStop, onGoOn }: { asked: AskedFile; onStop: () => void; onGoOn: () => void }) {
  const { numbers, answers, isGoingOn, error } = asked;
  const settled = answers.filter(isSettled).length;
  const isWhole = settled === numbers.length;
  const countOf = (verdict: NumberAnswer['verdict']) => answers.filter((one) => one.verdict === verdict).length;
  return (
    <>
      {isGoingOn && (
        <Group gap="sm">
          <Progress value={(settled / numbers.length) * 100} aria-label="Asking about each number" flex={1} />
          <Button variant="default" size="compact-sm" onClick={onStop}>
            Stop
          </Button>
        </Group>
      )}
      <Text size="sm" role="status">
        {isGoingOn && <VisuallyHidden>Asking about {counted(numbers.length, 'number')}.</VisuallyHidden>}
        {/* Told with each answer it would be read out without end. */}
        <span aria-hidden={isGoingOn}>
          {figure(settled)} of {counted(numbers.length, 'number')} answered
          {isGoingOn ? '. Stay on this page until it is done.' : isWhole ? '.' : '; the rest is to be asked again.'}
        </span>
      </Text>
      {error !== null && <ProblemNotice error={error} />}
      {!isGoingOn && !isWhole && (
        <Button variant="default" w="fit-content" onClick={onGoOn}>
          Ask about the other {figure(numbers.length - settled)}
        </Button>
      )}
      {answers.length > 0 && (
        <>
          <Stats>
            {VERDICTS.map(({ value, label }) => (
              <Stat
                key={value}
                label={label}
                value={figure(countOf(value))}
                note={shareOf(countOf(value), answers.length)}
              />
            ))}
          </Stats>
          <Reasons answers={answers} />
          <Each answers={answers} beside={asked.beside} />
        </>
      )}
    </>
  );
}

function Reasons({ answers }: { answers: readonly NumberAnswer[] }) {
  const reasons = countedReasons(answers);
  if (reasons.length === 0) return null;
  return (
    <Panel title="Why not" flush>
      <SmallTable label="Reasons" heads={['Because', { title: 'Numbers', align: 'end' }]} minWidth={300}>
        {reasons.slice(0, 20).map(({ why, count }) => (
          <Table.Tr key={why}>
            <Table.Td>{why}</Table.Td>
            <Table.Td ta="right">{figure(count)}</Table.Td>
          </Table.Tr>
        ))}
      </SmallTable>
    </Panel>
  );
}

function Each({ answers, beside }: Pick<AskedFile, 'answers' | 'beside'>) {
  const [verdict, setVerdict] = useState<NumberAnswer['verdict']>();
  const [why, setWhy] = useState<string>();
  const [most, setMost] = useState(SHOWN);
  const fitting = answers.filter(
    (one) => (verdict === undefined || one.verdict === verdict) && (why === undefined || one.why === why),
  );
  return (
    <Panel
      title="Number by number"
      aside={
        <Button variant="default" onClick={() => saveText(asCsv(answers), 'may-we-call.csv', 'text/csv')}>
          Download all
        </Button>
      }
      flush
    >
      <Stack gap={0} p="xs" pb={0}>
        <Filters label="Filter the answers">
          <ChoiceFilter
            label="Answer"
            any="Any answer"
            choices={VERDICTS.map(({ value, label }) => ({ value, label }))}
            value={verdict}
            onChoose={setVerdict}
          />
          <ChoiceFilter
            label="Reason"
            any="Any reason"
            choices={countedReasons(answers).map((one) => one.why)}
            value={why}
            onChoose={setWhy}
            width={300}
          />
        </Filters>
      </Stack>
      {fitting.length === 0 ? (
        <Empty title="No answer is like that" />
      ) : (
        <SmallTable label="Answers" heads={['Line', 'Number', 'Answer', 'Because', 'Next']} minWidth={640}>
          {fitting.slice(0, most).map((one) => (
            <Row key={one.asked.line} one={one} beside={beside} />
          ))}
        </SmallTable>
      )}
      {fitting.length > most && (
        <Group p="xs" gap="sm">
          <Button variant="default" size="compact-sm" onClick={() => setMost(most + 5 * SHOWN)}>
            Show more
          </Button>
          <Text size="xs" className="quiet">
            The first {figure(most)} of {figure(fitting.length)}; the download has all.
          </Text>
        </Group>
      )}
    </Panel>
  );
}

function Row({ one: { asked, verdict, why, rule, next }, beside }: { one: NumberAnswer; beside: AskedFile['beside'] }) {
  const said = VERDICTS.find(({ value }) => value === verdict);
  return (
    <Table.Tr>
      <Table.Td>{figure(asked.line)}</Table.Td>
      <Table.Td className="nowrap">
        <AnchorLink to="/compliance/ask" search={addressOf(checkOf(asked, beside))} size="sm" underline="always">
          {asked.phone}
        </AnchorLink>
      </Table.Td>
      <Table.Td>
        <StatusBadge tone={said?.tone ?? 'quiet'}>{said?.label ?? verdict}</StatusBadge>
      </Table.Td>
      <Table.Td>
        {why || '–'}
        {rule !== '' && (
          <Text size="xs" className="quiet">
            {rule}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{next === null ? '–' : <LeadTime time={next} />}</Table.Td>
    </Table.Tr>
  );
}
