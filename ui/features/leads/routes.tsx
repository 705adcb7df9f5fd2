import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { whenOnline } from '../../http/when-online.ts';
import { LEAD_STATES } from '../../../api/contract/vocabulary.ts';
import { present, textIn, wordIn } from '../../parts/search-params.ts';
import { frameRoute } from '../../shell/root-route.tsx';

export const leadRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/leads',
    validateSearch: (raw: Record<string, unknown>) =>
      present({
        list: textIn(raw, 'list'),
        campaign: textIn(raw, 'campaign'),
        state: wordIn(raw, 'state', LEAD_STATES),
        reason: textIn(raw, 'reason'),
        disposition: textIn(raw, 'disposition'),
        search: textIn(raw, 'search'),
      }),
    component: lazyRouteComponent(
      whenOnline(() => import('./leads.tsx')),
      'Leads',
    ),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/leads/lists',
    component: lazyRouteComponent(
      whenOnline(() => import('./lists.tsx')),
      'Lists',
    ),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/leads/imports',
    component: lazyRouteComponent(
      whenOnline(() => import('./imports.tsx')),
      'Imports',
    ),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/leads/imports/$id',
    component: lazyRouteComponent(
      whenOnline(() => import('./one-import.tsx')),
      'OneImport',
    ),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/leads/import',
    validateSearch: (raw: Record<string, unknown>) => present({ list: textIn(raw, 'list') }),
    component: lazyRouteComponent(
      whenOnline(() => import('./new-import.tsx')),
      'NewImport',
    ),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/leads/$id',
    component: lazyRouteComponent(
      whenOnline(() => import('./lead.tsx')),
      'Lead',
    ),
  }),
];
