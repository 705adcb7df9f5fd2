import { Tooltip, UnstyledButton } from '@mantine/core';
import { useHeardAt, useLiveState } from '../live/use-live.tsx';
import { roughly } from '../parts/figures.ts';
import { useNow } from '../parts/use-now.ts';
import classes from './live-sign.module.css';

const WORDS = { connecting: 'Connecting', live: 'Live', stale: 'Not live' } as const;

/** Whether what the screens show is of this moment. */
export function LiveSign() {
  const state = useLiveState();
  const heardAt = useHeardAt();
  const now = useNow(5_000);
  const heard = heardAt();
  const since = heard === null ? '' : ` The server was last heard ${roughly((now - heard) / 1000)} ago.`;
  const meaning =
    state === 'live'
      ? `Changes arrive as they happen.${since}`
      : `Trying to reach the server; what you see may be old.${since}`;
  return (
    <Tooltip label={meaning}>
      <UnstyledButton className={classes.sign} data-state={state} aria-label={`${WORDS[state]}. ${meaning}`}>
        <span className={classes.dot} aria-hidden />
        <span className={classes.word}>{WORDS[state]}</span>
      </UnstyledButton>
    </Tooltip>
  );
}
