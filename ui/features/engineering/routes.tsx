import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../shell/root-route.tsx';

export const engineeringRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/system',
    component: lazyRouteComponent(() => import('./system-page.tsx'), 'SystemPage'),
  }),
];
