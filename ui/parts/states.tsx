import { Button, Center, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconLock } from '@tabler/icons-react';
import { useCanGoBack, useRouter } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import { isRefused, problemOf } from '../http/problem.ts';
import { useMe } from '../session/use-session.tsx';
import { PageHeader } from './page-header.tsx';
import { Notice } from './notice.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import classes from './states.module.css';

/** Nothing here yet: says what would be here and offers the way to it. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <Center className={classes.state ?? ''}>
      <Stack gap={6} align="center" maw={440} ta="center">
        <Text fw={600}>{title}</Text>
        {children && (
          <Text size="sm" className="quiet" component="div">
            {children}
          </Text>
        )}
        {action && <Group mt="xs">{action}</Group>}
      </Stack>
    </Center>
  );
}

/** The filters leave nothing: says so and takes them away on request. */
export function NoMatch({ title, onClear, children }: { title: string; onClear: () => void; children?: ReactNode }) {
  return (
    <Empty
      title={title}
      action={
        <Button variant="default" onClick={onClear}>
          Clear the filters
        </Button>
      }
    >
      {children}
    </Empty>
  );
}

type Head = Pick<ComponentProps<typeof PageHeader>, 'title' | 'up'>;

/** The role may not: says so, who may, and what to do; below the name of the screen where it fills one. */
export function NoPermission({ what, head }: { what: string; head?: Head }) {
  const role = useMe().data?.role;
  return (
    <>
      {head && <PageHeader {...head} isRead={false} />}
      <Center className={classes.state ?? ''}>
        <Stack gap={6} align="center" maw={440} ta="center">
          <IconLock size={22} aria-hidden />
          <Title order={2}>Not for your role</Title>
          <Text size="sm" className="quiet">
            {role === undefined ? 'You' : `The role ${role}`} may not {what}. Ask an owner of your tenant if you need
            to.
          </Text>
        </Stack>
      </Center>
    </>
  );
}

/** Grey lines in the shape of what is coming. */
export function Loading({ rows = 6, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <Stack gap={10} p="md" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={14} width={`${92 - ((row * 17) % 40)}%`} />
      ))}
    </Stack>
  );
}

/** Not read yet, and nothing to read it over. */
export function AwaitsNetwork() {
  return (
    <Notice tone="info" role="status" title="Not read yet">
      This device is offline. It is read by itself as soon as the connection is back.
    </Notice>
  );
}

/** A screen whose code is still to come. */
export function OnItsWay() {
  const { online } = useNetwork();
  return online ? <Loading /> : <AwaitsNetwork />;
}

/** To where one came from; from a link that was opened by itself, to the dashboard. */
function WayBack() {
  const canGoBack = useCanGoBack();
  const router = useRouter();
  const goBack = () => (canGoBack ? router.history.back() : void router.navigate({ to: '/' }));
  return (
    <Button variant="default" onClick={goBack}>
      Go back
    </Button>
  );
}

/** Shows what was read, or the state it is in: loading, refused, not there, failed. What was read before stays in sight. */
export function Loaded<T>({
  of,
  what,
  head,
  children,
}: {
  of: Read & { data: T | undefined };
  /** Completes “may not …”, such as “see calls”. */
  what: string;
  /** Of a whole screen: what it is called, and the way up, until it was read. */
  head?: Head;
  children: (data: T) => ReactNode;
}) {
  if (of.data !== undefined) return children(of.data);
  return (
    <>
      {head && <PageHeader {...head} isRead={false} />}
      <NotRead of={of} what={what} />
    </>
  );
}

interface Read {
  error: unknown;
  refetch: () => unknown;
  fetchStatus: 'fetching' | 'paused' | 'idle';
}

/** The state of something that is not read yet, or could not be. */
export function NotRead({ of, what }: { of: Read; what: string }) {
  if (of.fetchStatus === 'paused') return <AwaitsNetwork />;
  if (of.error === null || of.error === undefined) return <Loading />;
  if (isRefused(of.error)) return <NoPermission what={what} />;
  if (problemOf(of.error).status === 404) {
    return (
      <Empty title="This is not here" action={<WayBack />}>
        {problemOf(of.error).detail}
      </Empty>
    );
  }
  return <ProblemNotice error={of.error} onRetry={() => void of.refetch()} />;
}
