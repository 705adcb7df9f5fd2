import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { whenOnline } from '../../http/when-online.ts';
import { frameRoute } from '../../shell/root-route.tsx';

export const engineeringRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/system',
    component: lazyRouteComponent(
      whenOnline(() => import('./system-page.tsx')),
      'SystemPage',
    ),
  }),
];
