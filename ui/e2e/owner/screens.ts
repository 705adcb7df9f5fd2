import type { PartOfScreens } from '../walk-partial.ts';

const ANY_ID = '01993b6e-0000-7000-8000-000000000001';
/** Screens that read before they show anything. */
export const READING = [
  ...['/', '/campaigns', `/campaigns/${ANY_ID}`, `/campaigns/new?step=agent&campaign=${ANY_ID}`, '/calls'],
  ...[`/calls/${ANY_ID}`, '/leads', `/leads/${ANY_ID}`, '/leads/lists', '/leads/imports', `/leads/imports/${ANY_ID}`],
  ...['/agents', '/agents?view=list', `/agents/${ANY_ID}?tab=voice`, `/agents/${ANY_ID}/talk`, '/system'],
];
/** Agents, settings and the system. */
export const SCREENS = [
  ...['/agents', '/agents?view=list', '/system', '/settings'],
  ...['keys', 'providers', 'trunks', 'limits', 'appearance'].map((tab) => `/settings?tab=${tab}`),
];
/** Reads that a screen does beside its main one, with an agent’s and a campaign’s address. */
export const partsOf = (agent: string, campaign: string): readonly PartOfScreens[] => [
  [/\/progress$/, [`/campaigns/${campaign}?tab=settings`]],
  [/\/trend$/, [`/campaigns/${campaign}`]],
  [/\/agent-activity$/, ['/agents']],
  [
    /v1\/(campaigns|lists|agents)\?/,
    ['/calls', '/leads', `/campaigns/${campaign}?tab=settings`, `/campaigns/new?step=review&campaign=${campaign}`],
  ],
  [/v1\/calls\?/, ['/']],
  [/\/(llm|stt)-models/, [`${agent}?tab=fallbacks`, `${agent}?tab=model`, `${agent}?tab=listening`]],
  [/\/engineering$/, ['/system']],
];
