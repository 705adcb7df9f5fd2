import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import './theme/tokens.css';
import { MantineProvider } from '@mantine/core';
import { notifications, Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { client } from './api-client/client.gen.ts';
import { createRequestLog } from './http/request-log.ts';
import { RequestLogContext } from './http/use-request-log.tsx';
import { createAppRouter } from './router.tsx';
import { createSession } from './session/session.ts';
import { SessionProvider } from './session/use-session.tsx';
import { mayRetry } from './http/may-retry.ts';
import { isRefused } from './http/problem.ts';
import { forgetAllKept } from './parts/use-kept.ts';
import { theme } from './theme/theme.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// Read by the package that locks scrolling behind a dialog; it writes a style element.
Object.assign(globalThis, { __webpack_nonce__: nonce });

const log = createRequestLog();
const session = createSession(log);
client.setConfig({ baseUrl: location.origin, fetch: session.fetch, throwOnError: true });

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: mayRetry,
      staleTime: 5_000,
      // Offline nobody can be asked again: that it was refused is still the best that is known.
      retryOnMount: ({ state }) => navigator.onLine || !isRefused(state.error),
    },
    // What is sent while the network is away fails and says so: it must not wait and be done at some later hour.
    mutations: { retry: false, networkMode: 'always' },
  },
});
let whose: string | null = null;
session.subscribe(() => {
  const state = session.state();
  const now = state.kind === 'signed-in' ? state.user.id : null;
  if (now === whose) return;
  whose = now;
  // What one person could see, or take back, is not kept for the next: nor where another tab signed in somebody else.
  // Cleared at the coming too, for what was still asked at the leaving is logged after it.
  log.clear();
  queries.clear();
  notifications.clean();
  // A session that ended by itself may go on with what was typed; who leaves by hand leaves nothing.
  if (state.kind === 'signed-out' && state.because === null) forgetAllKept();
});
const router = createAppRouter();

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <Notifications position="bottom-right" />
      <RequestLogContext value={log}>
        <SessionProvider session={session}>
          <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </SessionProvider>
      </RequestLogContext>
    </MantineProvider>
  </StrictMode>,
);

void resume();

/** The server may be away when the page opens: it is asked until it answers. */
async function resume(): Promise<void> {
  await session.resume().catch(() => new Promise((resolve) => setTimeout(resolve, 2_000)).then(resume));
}
