import { createRootRoute, createRoute } from '@tanstack/react-router';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { Empty, Loading } from '../parts/states.tsx';
import { Frame } from './frame.tsx';
import { Gate } from './gate.tsx';

const rootRoute = createRootRoute({
  component: Gate,
  notFoundComponent: () => <Empty title="There is no such page">Choose one from the navigation.</Empty>,
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
