import { Text, Tooltip } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { TranscriptTurn } from '../../api-client/types.gen.ts';
import classes from './conversation.module.css';
import type { TalkState } from './talk-state.ts';
import { type Latency, latencyOf, notYetRecorded, whatTookTime } from './turns.ts';

/** What was said and is being said, with how long each answer took to begin. */
export function Conversation({
  state,
  turns,
  agentName,
}: {
  state: TalkState;
  turns: readonly TranscriptTurn[];
  agentName: string;
}) {
  const end = useRef<HTMLDivElement>(null);
  const typed = notYetRecorded(state.typed, turns);
  const last = turns.at(-1)?.text;
  const saying = state.saying !== null && state.saying.text !== last ? state.saying : null;
  const isNew = saying !== null && !turns.some((turn) => turn.text.startsWith(saying.text));
  useEffect(() => {
    const box = end.current?.parentElement;
    box?.scrollTo({ top: box.scrollHeight });
  }, [turns.length, typed.length, saying?.text]);
  const nothing = turns.length === 0 && typed.length === 0 && saying === null;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reached by the keyboard
    <div className={classes.box} role="log" aria-label="Conversation" tabIndex={0}>
      {nothing && (
        <Text size="sm" className="quiet" ta="center" py="xl">
          {state.phase === 'idle'
            ? 'The agent greets you as soon as you are connected.'
            : state.phase === 'ended'
              ? 'Nothing was said.'
              : 'One moment …'}
        </Text>
      )}
      {turns.map((turn) => (
        <div key={turn.index} className={classes.turn} data-speaker={turn.speaker}>
          <span className={classes.who}>{whoOf(turn.speaker, agentName)}</span>
          <p className={classes.words}>
            {turn.text}
            {turn.interrupted && <span className="quiet"> (interrupted)</span>}
          </p>
          {turn.speaker === 'agent' && <LatencyLine latency={latencyOf(turn)} />}
        </div>
      ))}
      {typed.map((text, index) => (
        <div key={`typed-${index}`} className={classes.turn} data-speaker="callee" data-pending>
          <span className={classes.who}>You</span>
          <p className={classes.words}>{text}</p>
        </div>
      ))}
      {saying !== null && isNew && state.phase === 'talking' && (
        <div className={classes.turn} data-speaker={saying.speaker} data-pending aria-hidden>
          <span className={classes.who}>{whoOf(saying.speaker, agentName)}</span>
          <p className={classes.words}>{saying.text} …</p>
        </div>
      )}
      <div ref={end} />
    </div>
  );
}

const whoOf = (speaker: TranscriptTurn['speaker'], agentName: string) =>
  speaker === 'agent' ? agentName : speaker === 'callee' ? 'You' : 'System';

function LatencyLine({ latency }: { latency: Latency }) {
  const { totalMs, parts } = latency;
  if (totalMs === null) return null;
  const all = parts.map(({ name, ms }) => `${name} ${ms} ms`).join(', ');
  const slow = whatTookTime(latency);
  return (
    <Tooltip label={all === '' ? 'Measured to the first sound.' : `To the first sound: ${all}.`}>
      <Text size="xs" className="quiet" component="span">
        {`answered in ${totalMs} ms`}
        {slow !== null && `, ${slow}`}
      </Text>
    </Tooltip>
  );
}
