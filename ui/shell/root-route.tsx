import { createRootRoute, createRoute } from '@tanstack/react-router';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { Loading } from '../parts/states.tsx';
import { Frame } from './frame.tsx';
import { Gate } from './gate.tsx';
import { NoSuchPage } from './no-such-page.tsx';

const rootRoute = createRootRoute({
  component: Gate,
  notFoundComponent: NoSuchPage,
});

/** Everything behind the sign-in, inside the frame of navigation. Features hang their routes here. */
export const frameRoute = createRoute({
  id: 'frame',
  getParentRoute: () => rootRoute,
  component: Frame,
  pendingComponent: () => <Loading />,
  errorComponent: ({ error, reset }) => <ProblemNotice error={error} onRetry={reset} />,
});

export { rootRoute };
