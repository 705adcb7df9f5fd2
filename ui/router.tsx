import { createRouter } from '@tanstack/react-router';
import { agentRoutes } from './features/agents/routes.tsx';
import { callRoutes } from './features/calls/routes.tsx';
import { campaignRoutes } from './features/campaigns/routes.tsx';
import { complianceRoutes } from './features/compliance/routes.tsx';
import { dashboardRoutes } from './features/dashboard/routes.tsx';
import { engineeringRoutes } from './features/engineering/routes.tsx';
import { helpRoutes } from './features/help/routes.tsx';
import { leadRoutes } from './features/leads/routes.tsx';
import { settingsRoutes } from './features/settings/routes.tsx';
import { OnItsWay } from './parts/states.tsx';
import { frameRoute, rootRoute } from './shell/root-route.tsx';

/** Every address of the app. */
export function createAppRouter() {
  return createRouter({
    routeTree: rootRoute.addChildren([
      frameRoute.addChildren([
        ...dashboardRoutes,
        ...campaignRoutes,
        ...leadRoutes,
        ...callRoutes,
        ...agentRoutes,
        ...complianceRoutes,
        ...settingsRoutes,
        ...engineeringRoutes,
        ...helpRoutes,
      ]),
    ]),
    defaultPreload: 'intent',
    defaultPendingComponent: OnItsWay,
    scrollRestoration: true,
  });
}
