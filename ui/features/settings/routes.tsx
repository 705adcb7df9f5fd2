import { createRoute } from '@tanstack/react-router';
import { PageHeader } from '../../parts/page-header.tsx';
import { frameRoute } from '../../shell/root-route.tsx';

export const settingsRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/settings',
    component: () => <PageHeader title="Settings" />,
  }),
];
