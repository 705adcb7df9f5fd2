import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { whenOnline } from '../../http/when-online.ts';
import { CALL_STATES } from '../../../api/contract/vocabulary.ts';
import { present, textIn, wordIn } from '../../parts/search-params.ts';
import { frameRoute } from '../../shell/root-route.tsx';

export const callRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/calls',
    validateSearch: (raw: Record<string, unknown>) =>
      present({
        state: wordIn(raw, 'state', CALL_STATES),
        disposition: textIn(raw, 'disposition'),
        campaign: textIn(raw, 'campaign'),
        agent: textIn(raw, 'agent'),
        phone: textIn(raw, 'phone'),
      }),
    component: lazyRouteComponent(
      whenOnline(() => import('./calls.tsx')),
      'Calls',
    ),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/calls/$id',
    component: lazyRouteComponent(
      whenOnline(() => import('./call.tsx')),
      'Call',
    ),
  }),
];
