import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import { getMeOptions } from '../api-client/@tanstack/react-query.gen.ts';
import type { Session, SessionState } from './session.ts';

const Context = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <Context value={session}>{children}</Context>;
}

export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error('no SessionProvider around this');
  return session;
}

export function useSessionState(): SessionState {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.state);
}

/** The signed-in person, with the name of the tenant and what they may do. */
export function useMe() {
  return useQuery({ ...getMeOptions(), staleTime: 60_000 });
}

/** Whether the signed-in person may do this; false until it is known. Names are those of api/auth/policy.ts. */
export function useMay(permission: string): boolean {
  return useMe().data?.permissions.includes(permission) ?? false;
}
