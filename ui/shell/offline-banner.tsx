import { Alert } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconCloudOff } from '@tabler/icons-react';
import { useLiveState } from '../live/use-live.tsx';

/** Says that the network or the server is away, and what still holds. */
export function OfflineBanner() {
  const { online } = useNetwork();
  const state = useLiveState();
  if (online && state !== 'stale') return null;
  return (
    <Alert
      role="status"
      mb="md"
      color="yellow"
      variant="outline"
      icon={<IconCloudOff size={18} aria-hidden />}
      title={online ? 'The server does not answer' : 'This device is offline'}
      styles={{ title: { color: 'var(--warn-text)' } }}
    >
      What you see is as it was last heard. Campaigns go on by themselves; this page catches up when the connection is
      back.
    </Alert>
  );
}
