import classes from './status-badge.module.css';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'quiet';

/** A state in a word. The word carries the meaning, the colour only helps to find it. */
export function StatusBadge({ tone, children, pulse = false }: { tone: Tone; children: string; pulse?: boolean }) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {pulse && <span className={classes.pulse} aria-hidden />}
      {children}
    </span>
  );
}

const CAMPAIGN: Record<string, Tone> = {
  running: 'good',
  paused: 'warn',
  stopping: 'warn',
  completed: 'info',
  stopped: 'quiet',
  draft: 'quiet',
  archived: 'quiet',
};

export function CampaignStatus({ status }: { status: string }) {
  return (
    <StatusBadge tone={CAMPAIGN[status] ?? 'quiet'} pulse={status === 'running'}>
      {status}
    </StatusBadge>
  );
}

const CALL: Record<string, Tone> = { active: 'good', ringing: 'info', dialing: 'info', planned: 'quiet' };

/** Where a call is; once it is over, how it ended. */
export function CallStatus({ state, label }: { state: string; label: string | null }) {
  if (state === 'ended') return <span>{label ?? 'Ended'}</span>;
  return (
    <StatusBadge tone={CALL[state] ?? 'quiet'} pulse={state === 'active'}>
      {state === 'active' ? 'talking' : state}
    </StatusBadge>
  );
}
