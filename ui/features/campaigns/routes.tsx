import { createRoute } from '@tanstack/react-router';
import { PageHeader } from '../../parts/page-header.tsx';
import { frameRoute } from '../../shell/root-route.tsx';

export const campaignRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/campaigns',
    component: () => <PageHeader title="Campaigns" />,
  }),
];
