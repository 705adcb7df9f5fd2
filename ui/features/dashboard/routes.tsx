import { createRoute } from '@tanstack/react-router';
import { PageHeader } from '../../parts/page-header.tsx';
import { frameRoute } from '../../shell/root-route.tsx';

export const dashboardRoutes = [
  createRoute({ getParentRoute: () => frameRoute, path: '/', component: () => <PageHeader title="Dashboard" /> }),
];
