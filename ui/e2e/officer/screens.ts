import type { PartOfScreens } from '../walk-partial.ts';

const tabs = (of: string, names: readonly string[]) => names.map((tab) => `${of}?tab=${tab}`);

/** Screens of compliance that read something as they open. */
export const READING = [
  // What an address says that no screen knows is left out.
  ...['/compliance/opt-outs', '/compliance/opt-outs?tab=inboxes', '/compliance/lists?tab=unheard-of'],
  ...tabs('/compliance/lists', ['own', 'litigators', 'imports', 'access']),
  ...['/compliance/rules', '/compliance/consents', '/compliance/changes', '/compliance/replays'],
  ...['/compliance/profile', ...tabs('/compliance/profile', ['overrides', 'holidays'])],
  ...['/compliance/ledger', ...tabs('/compliance/ledger', ['exports', 'heads'])],
];
export const SETTINGS = tabs('/settings', ['team', 'keys', 'providers', 'trunks', 'limits']);
/** All of compliance. */
export const SCREENS = [
  ...READING,
  ...tabs('/compliance/lists', ['check', 'reassigned']),
  ...['/compliance', '/compliance/ask/many', '/compliance/lists/upload', '/compliance/opt-outs?tab=links'],
  ...['/compliance/erasure', '/compliance/verify'],
];
/** What stays to be read without a network, and what was never opened. */
export const OFFLINE = [...READING, ...tabs('/settings', ['team', 'trunks', 'limits'])];
export const NEVER_OPENED = '/compliance/opt-outs?status=undone';
/** Reads that a screen does beside its main one. */
export const PARTS: readonly PartOfScreens[] = [
  [
    /v1\/campaigns\?/,
    [
      ...['/compliance/ask', '/compliance/ask/many', '/compliance/ledger', '/compliance/profile'],
      ...tabs('/compliance/lists', ['own', 'check']),
    ],
  ],
  [/\/provisions$/, ['/compliance/profile?tab=overrides', '/compliance/changes?propose=yes']],
  [/\/changes\?.*status=approved/, ['/compliance/changes?propose=yes']],
  [/\/changes\?(?!.*status)/, ['/compliance/replays?ask=yes']],
  [/\/users\?/, ['/compliance/ledger']],
  [/\/tenant$/, ['/compliance/profile']],
  [/\/ledger\/keys$/, ['/compliance/ledger?tab=heads']],
  [/v1\/leads\?/, ['/compliance/erasure']],
  [/v1\/agents\?/, ['/settings?tab=providers']],
];
/** What a tenant reads in which nothing was done yet. */
export const EMPTY: readonly (readonly [address: string, words: string])[] = [
  ['/compliance', 'No number yet'],
  ['/compliance/ask', 'No number yet'],
  ['/compliance/opt-outs', 'Nobody has refused yet'],
  ['/compliance/opt-outs?tab=inboxes', 'No inbox yet'],
  ['/compliance/lists?tab=own', 'Nobody is on it'],
  ['/compliance/lists?tab=litigators', 'Nobody is on it'],
  ['/compliance/lists?tab=imports', 'No file yet'],
  ['/compliance/profile', 'No rule of your own'],
  ['/compliance/profile?tab=overrides', 'None: every rule is followed'],
  ['/compliance/profile?tab=holidays', 'Those of the law hold all the same.'],
  ['/compliance/changes', 'No change yet'],
  ['/compliance/replays', 'No day was asked about yet'],
  ['/compliance/consents', 'No consent is recorded'],
  ['/compliance/erasure', 'Nobody chosen yet'],
  ['/compliance/ledger?tab=exports', 'No export yet'],
  ['/settings?tab=keys', 'No keys'],
  ['/settings?tab=providers', 'No keys stored'],
  ['/settings?tab=trunks', 'No trunks'],
];
