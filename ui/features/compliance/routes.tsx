import { createRoute } from '@tanstack/react-router';
import { PageHeader } from '../../parts/page-header.tsx';
import { frameRoute } from '../../shell/root-route.tsx';

export const complianceRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/compliance',
    component: () => <PageHeader title="Compliance" />,
  }),
];
