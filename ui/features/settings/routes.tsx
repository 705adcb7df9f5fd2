import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { whenOnline } from '../../http/when-online.ts';
import { present, wordIn } from '../../parts/search-params.ts';
import { frameRoute } from '../../shell/root-route.tsx';
import { SETTINGS_TABS } from './settings-tabs.ts';

export const settingsRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/settings',
    validateSearch: (raw: Record<string, unknown>) => present({ tab: wordIn(raw, 'tab', SETTINGS_TABS) }),
    component: lazyRouteComponent(
      whenOnline(() => import('./settings-page.tsx')),
      'SettingsPage',
    ),
  }),
];
