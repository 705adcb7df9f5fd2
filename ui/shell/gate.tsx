import { Center, Loader } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { LiveProvider } from '../live/use-live.tsx';
import { SetUp } from '../session/set-up.tsx';
import { SignIn } from '../session/sign-in.tsx';
import { useSessionState } from '../session/use-session.tsx';
import { RecentProvider } from '../parts/recent.tsx';
import { keepOnlyFor } from '../parts/use-kept.ts';
import { DroppedFileProvider } from './dropped-file.tsx';

/** The sign-in takes the place of the screen that was asked for, so that signing in leads there. */
export function Gate() {
  const state = useSessionState();
  switch (state.kind) {
    case 'unknown':
      return (
        <Center h="100dvh">
          <Loader aria-label="Loading" size="sm" />
        </Center>
      );
    case 'signed-out':
      return <SignIn because={state.because} />;
    case 'awaits-owner':
      return <SetUp />;
    case 'signed-in':
      return (
        <OfOnePerson key={state.user.id} id={state.user.id}>
          <RecentProvider>
            <LiveProvider>
              <DroppedFileProvider>
                <Outlet />
              </DroppedFileProvider>
            </LiveProvider>
          </RecentProvider>
        </OfOnePerson>
      );
  }
}

/** Nothing below is shown, or remembered, for anybody else. */
function OfOnePerson({ id, children }: { id: string; children: ReactNode }) {
  // Before anything below reads what was kept.
  useState(() => keepOnlyFor(id));
  return children;
}
