import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { whenOnline } from '../../http/when-online.ts';
import { present, textIn, wordIn } from '../../parts/search-params.ts';
import { frameRoute } from '../../shell/root-route.tsx';
import { LEDGER_KIND_CHOICES } from './ledger/kinds.ts';
import { LEDGER_TABS } from './ledger/ledger-tabs.ts';
import { LIST_TABS } from './lists/list-tabs.ts';
import { OPT_OUT_SOURCE_CHOICES, OPT_OUT_STATUS_CHOICES } from './opt-outs/choices.ts';
import { OPT_OUT_TABS } from './opt-outs/opt-out-tabs.ts';
import { PROFILE_TABS } from './profile/profile-tabs.ts';
import { KINDS_OF_CONTACT } from './rule-form/rule-choices.ts';

type Raw = Record<string, unknown>;
const getParentRoute = () => frameRoute;

export const complianceRoutes = [
  createRoute({
    getParentRoute,
    path: '/compliance',
    validateSearch: (raw: Raw) => present({ phone: textIn(raw, 'phone') }),
    component: lazyRouteComponent(
      whenOnline(() => import('./number/number.tsx')),
      'NumberScreen',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/ask',
    validateSearch: (raw: Raw) =>
      present({
        phone: textIn(raw, 'phone'),
        kind: wordIn(raw, 'kind', KINDS_OF_CONTACT),
        campaign: textIn(raw, 'campaign'),
        state: textIn(raw, 'state'),
        code: textIn(raw, 'code'),
        debt: textIn(raw, 'debt'),
        at: textIn(raw, 'at'),
      }),
    component: lazyRouteComponent(
      whenOnline(() => import('./ask/ask.tsx')),
      'Ask',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/ask/many',
    component: lazyRouteComponent(
      whenOnline(() => import('./ask/many/ask-many.tsx')),
      'AskMany',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/opt-outs',
    validateSearch: (raw: Raw) =>
      present({
        status: wordIn(raw, 'status', OPT_OUT_STATUS_CHOICES),
        source: wordIn(raw, 'source', OPT_OUT_SOURCE_CHOICES),
        record: wordIn(raw, 'record', ['yes'] as const),
        tab: wordIn(raw, 'tab', OPT_OUT_TABS),
      }),
    component: lazyRouteComponent(
      whenOnline(() => import('./opt-outs/opt-outs.tsx')),
      'OptOuts',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/opt-outs/$id',
    component: lazyRouteComponent(
      whenOnline(() => import('./opt-outs/receipt.tsx')),
      'Receipt',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/lists',
    validateSearch: (raw: Raw) =>
      present({
        tab: wordIn(raw, 'tab', LIST_TABS),
        removed: wordIn(raw, 'removed', ['yes'] as const),
        campaign: textIn(raw, 'campaign'),
      }),
    component: lazyRouteComponent(
      whenOnline(() => import('./lists/lists.tsx')),
      'Lists',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/lists/upload',
    component: lazyRouteComponent(
      whenOnline(() => import('./lists/upload-registry.tsx')),
      'UploadRegistry',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/lists/$id',
    component: lazyRouteComponent(
      whenOnline(() => import('./lists/versions.tsx')),
      'Versions',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/imports/$id',
    component: lazyRouteComponent(
      whenOnline(() => import('./lists/one-import.tsx')),
      'OneImport',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/versions/$id',
    component: lazyRouteComponent(
      whenOnline(() => import('./lists/version.tsx')),
      'Version',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/rules',
    validateSearch: (raw: Raw) =>
      present({
        place: textIn(raw, 'place'),
        confidence: wordIn(raw, 'confidence', ['primary', 'secondary', 'unverified'] as const),
        search: textIn(raw, 'search'),
      }),
    component: lazyRouteComponent(
      whenOnline(() => import('./rules/rules.tsx')),
      'Rules',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/consents',
    validateSearch: (raw: Raw) => present({ lead: textIn(raw, 'lead') }),
    component: lazyRouteComponent(
      whenOnline(() => import('./consents/consents.tsx')),
      'Consents',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/changes',
    validateSearch: (raw: Raw) =>
      present({
        status: wordIn(raw, 'status', ['draft', 'approved', 'rejected', 'withdrawn', 'ended'] as const),
        propose: wordIn(raw, 'propose', ['yes'] as const),
      }),
    component: lazyRouteComponent(
      whenOnline(() => import('./changes/changes.tsx')),
      'Changes',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/changes/$id',
    component: lazyRouteComponent(
      whenOnline(() => import('./changes/change.tsx')),
      'Change',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/profile',
    validateSearch: (raw: Raw) => present({ tab: wordIn(raw, 'tab', PROFILE_TABS) }),
    component: lazyRouteComponent(
      whenOnline(() => import('./profile/profile.tsx')),
      'Profile',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/replays',
    validateSearch: (raw: Raw) => present({ ask: wordIn(raw, 'ask', ['yes'] as const), change: textIn(raw, 'change') }),
    component: lazyRouteComponent(
      whenOnline(() => import('./replays/replays.tsx')),
      'Replays',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/replays/$id',
    validateSearch: (raw: Raw) => present({ answer: wordIn(raw, 'answer', ['not-made', 'unknown'] as const) }),
    component: lazyRouteComponent(
      whenOnline(() => import('./replays/replay.tsx')),
      'ReplayOfADay',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/erasure',
    validateSearch: (raw: Raw) => present({ lead: textIn(raw, 'lead') }),
    component: lazyRouteComponent(
      whenOnline(() => import('./erasure/erasure.tsx')),
      'Erasure',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/ledger',
    validateSearch: (raw: Raw) =>
      present({
        tab: wordIn(raw, 'tab', LEDGER_TABS),
        kind: wordIn(raw, 'kind', LEDGER_KIND_CHOICES),
        rule: textIn(raw, 'rule'),
        campaign: textIn(raw, 'campaign'),
        since: textIn(raw, 'since'),
        entry: sequenceIn(raw['entry']),
      }),
    component: lazyRouteComponent(
      whenOnline(() => import('./ledger/ledger.tsx')),
      'Ledger',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/compliance/verify',
    component: lazyRouteComponent(
      whenOnline(() => import('./ledger/verify.tsx')),
      'Verify',
    ),
  }),
];

function sequenceIn(value: unknown): number | undefined {
  const seq = Number(value);
  return value !== undefined && Number.isSafeInteger(seq) && seq >= 0 ? seq : undefined;
}
