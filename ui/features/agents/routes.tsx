import { createRoute } from '@tanstack/react-router';
import { PageHeader } from '../../parts/page-header.tsx';
import { frameRoute } from '../../shell/root-route.tsx';

export const agentRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/agents',
    component: () => <PageHeader title="Agents" />,
  }),
];
