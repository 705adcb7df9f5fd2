import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { whenOnline } from '../../http/when-online.ts';
import { frameRoute } from '../../shell/root-route.tsx';

export const dashboardRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/',
    component: lazyRouteComponent(
      whenOnline(() => import('./dashboard.tsx')),
      'Dashboard',
    ),
  }),
];
