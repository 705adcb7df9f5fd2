import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { whenOnline } from '../../http/when-online.ts';
import { present, textIn, wordIn } from '../../parts/search-params.ts';
import { frameRoute } from '../../shell/root-route.tsx';
import { AGENT_TABS } from './agent-tabs.ts';
import { AGENT_STATUSES, DIRECTIONS } from './words.ts';

export const agentRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/agents',
    validateSearch: (raw: Record<string, unknown>) =>
      present({
        search: textIn(raw, 'search'),
        status: wordIn(raw, 'status', AGENT_STATUSES),
        direction: wordIn(raw, 'direction', DIRECTIONS),
        view: wordIn(raw, 'view', ['cards', 'list'] as const),
        new: wordIn(raw, 'new', ['agent'] as const),
      }),
    component: lazyRouteComponent(
      whenOnline(() => import('./agents-page.tsx')),
      'AgentsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/agents/$id',
    validateSearch: (raw: Record<string, unknown>) =>
      present({
        tab: wordIn(raw, 'tab', AGENT_TABS),
        field: textIn(raw, 'field'),
        provider: textIn(raw, 'provider'),
        language: textIn(raw, 'language'),
        gender: textIn(raw, 'gender'),
        accent: textIn(raw, 'accent'),
        voice: textIn(raw, 'voice'),
      }),
    component: lazyRouteComponent(
      whenOnline(() => import('./agent-page.tsx')),
      'AgentPage',
    ),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/agents/$id/talk',
    component: lazyRouteComponent(
      whenOnline(() => import('../talk/talk-page.tsx')),
      'TalkPage',
    ),
  }),
];
