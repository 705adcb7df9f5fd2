import { Button, Group, Progress } from '@mantine/core';
import { StatusBadge, type Tone } from '../../parts/status-badge.tsx';

type JobStatus = 'queued' | 'running' | 'completed' | 'cancelled' | 'failed';

const TONES: Readonly<Record<JobStatus, Tone>> = {
  queued: 'quiet',
  running: 'info',
  completed: 'good',
  cancelled: 'quiet',
  failed: 'bad',
};

export const isGoingOn = ({ status }: { status: JobStatus }): boolean => status === 'queued' || status === 'running';

/** Reads again each second while any of them goes on. */
export const whileGoingOn = (jobs: readonly ({ status: JobStatus } | null | undefined)[]): number | false =>
  jobs.some((job) => job && isGoingOn(job)) ? 1_000 : false;

/** Where a job is that goes on without the page. */
export function JobStatusBadge({ status }: { status: JobStatus }) {
  return (
    <StatusBadge tone={TONES[status]} pulse={status === 'running'}>
      {status}
    </StatusBadge>
  );
}

/** How far it is; a length that nobody knows yet shows as begun. */
export function JobProgress({ done, total, label }: { done: number; total: number | null; label: string }) {
  return <Progress value={total === null || total === 0 ? 3 : (done / total) * 100} aria-label={label} />;
}

/** The same, with the way to end it. */
export function GoingOn({
  done,
  total,
  label,
  stop,
}: {
  done: number;
  total: number | null;
  label: string;
  stop: { label: string; may: boolean; pending: boolean; onStop: () => void };
}) {
  return (
    <div>
      <JobProgress done={done} total={total} label={label} />
      {stop.may && (
        <Group mt={6}>
          <Button size="compact-xs" variant="default" loading={stop.pending} onClick={stop.onStop}>
            {stop.label}
          </Button>
        </Group>
      )}
    </div>
  );
}
