import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { useSession } from '../session/use-session.tsx';
import { createLiveFeed, type LiveFeed, type LiveState } from './live-feed.ts';
import { refreshByEvents } from './refreshed-by-events.ts';

const Context = createContext<LiveFeed | null>(null);

/** One stream for the whole app, for as long as somebody is signed in. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const session = useSession();
  const client = useQueryClient();
  const [feed, setFeed] = useState<LiveFeed | null>(null);
  useEffect(() => {
    const opened = createLiveFeed(session);
    const stop = refreshByEvents(opened, client);
    setFeed(opened);
    return () => {
      stop();
      opened.close();
    };
  }, [session, client]);
  return <Context value={feed}>{children}</Context>;
}

const never = () => () => undefined;

export function useLiveState(): LiveState {
  const feed = useContext(Context);
  return useSyncExternalStore(feed?.onState ?? never, () => feed?.state() ?? 'connecting');
}

/** When the server was last heard, epoch milliseconds. */
export function useHeardAt(): () => number | null {
  const feed = useContext(Context);
  return () => feed?.heardAt() ?? null;
}
