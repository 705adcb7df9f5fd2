import { createRoute } from '@tanstack/react-router';
import { PageHeader } from '../../parts/page-header.tsx';
import { frameRoute } from '../../shell/root-route.tsx';

export const leadRoutes = [
  createRoute({ getParentRoute: () => frameRoute, path: '/leads', component: () => <PageHeader title="Leads" /> }),
];
