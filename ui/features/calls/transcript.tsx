import { Text } from '@mantine/core';
import type { CallDetail } from '../../api-client/types.gen.ts';
import { duration } from '../../parts/figures.ts';
import { Empty, NoPermission } from '../../parts/states.tsx';
import classes from './transcript.module.css';

type Turn = CallDetail['transcript']['turns'][number];

/** What was said, and beside each answer how long it took and where the time went. */
export function Transcript({ call: { transcript, state } }: { call: CallDetail }) {
  if (!transcript.visible) return <NoPermission what="read transcripts" />;
  if (transcript.turns.length === 0) {
    return state === 'ended' ? (
      <Empty title="Nothing was said" />
    ) : (
      <Empty title="Nothing said yet">Words appear here as they are spoken.</Empty>
    );
  }
  return (
    <ol className={classes.turns} aria-live="polite" aria-relevant="additions">
      {transcript.turns.map((turn) => (
        <li key={turn.index} className={classes.turn} data-speaker={turn.speaker}>
          <span className={classes.speaker}>{SPEAKERS[turn.speaker]}</span>
          <div>
            <Text size="sm">{turn.text}</Text>
            {turn.interrupted && (
              <Text size="xs" className="quiet">
                interrupted
              </Text>
            )}
          </div>
          <Latency turn={turn} />
        </li>
      ))}
    </ol>
  );
}

const SPEAKERS: Record<Turn['speaker'], string> = { agent: 'Agent', callee: 'Callee', system: 'System' };

const STEPS = [
  { key: 'endOfTurnMs', label: 'noticing the end' },
  { key: 'sttMs', label: 'hearing' },
  { key: 'llmTtftMs', label: 'thinking' },
  { key: 'ttsTtfbMs', label: 'speaking' },
] as const;

function Latency({ turn }: { turn: Turn }) {
  const latency = figuresOf(turn.latency);
  const total = latency['totalMs'];
  if (total === undefined) return <span />;
  const parts = STEPS.flatMap(({ key, label }) =>
    latency[key] === undefined ? [] : [`${label} ${duration(latency[key])}`],
  );
  return (
    <span className={classes.latency} title={parts.join(', ')}>
      {duration(total)}
      <span className={classes.steps}>{parts.join(' · ')}</span>
    </span>
  );
}

function figuresOf(latency: unknown): Record<string, number | undefined> {
  if (typeof latency !== 'object' || latency === null) return {};
  return Object.fromEntries(
    Object.entries(latency).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}
