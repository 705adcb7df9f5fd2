import { createRoute } from '@tanstack/react-router';
import { PageHeader } from '../../parts/page-header.tsx';
import { frameRoute } from '../../shell/root-route.tsx';

export const callRoutes = [
  createRoute({ getParentRoute: () => frameRoute, path: '/calls', component: () => <PageHeader title="Calls" /> }),
];
