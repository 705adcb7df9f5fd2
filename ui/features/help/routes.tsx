import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { whenOnline } from '../../http/when-online.ts';
import { frameRoute } from '../../shell/root-route.tsx';

export const helpRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/help',
    component: lazyRouteComponent(
      whenOnline(() => import('./contents.tsx')),
      'Contents',
    ),
  }),
  // Apart from /help, which a rest of nothing would match too.
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/help/page/$',
    component: lazyRouteComponent(
      whenOnline(() => import('./help-page.tsx')),
      'HelpPage',
    ),
  }),
];
