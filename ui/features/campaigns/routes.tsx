import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { whenOnline } from '../../http/when-online.ts';
import { CAMPAIGN_STATUSES } from '../../../api/contract/vocabulary.ts';
import { present, textIn, wordIn } from '../../parts/search-params.ts';
import { frameRoute } from '../../shell/root-route.tsx';
import { CAMPAIGN_TABS } from './campaign-tabs.ts';
import { NEW_STEPS } from './new/new-steps.ts';

export const campaignRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/campaigns',
    validateSearch: (raw: Record<string, unknown>) =>
      present({ status: wordIn(raw, 'status', CAMPAIGN_STATUSES), search: textIn(raw, 'search') }),
    component: lazyRouteComponent(
      whenOnline(() => import('./campaigns.tsx')),
      'Campaigns',
    ),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/campaigns/new',
    validateSearch: (raw: Record<string, unknown>) =>
      present({
        step: wordIn(raw, 'step', NEW_STEPS),
        from: wordIn(raw, 'from', ['file', 'list'] as const),
        list: textIn(raw, 'list'),
        campaign: textIn(raw, 'campaign'),
      }),
    component: lazyRouteComponent(
      whenOnline(() => import('./new/new-campaign.tsx')),
      'NewCampaign',
    ),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/campaigns/$id',
    validateSearch: (raw: Record<string, unknown>) => present({ tab: wordIn(raw, 'tab', CAMPAIGN_TABS) }),
    component: lazyRouteComponent(
      whenOnline(() => import('./campaign.tsx')),
      'Campaign',
    ),
  }),
];
