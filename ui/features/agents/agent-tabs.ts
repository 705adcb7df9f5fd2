/** The parts of an agent, in the order of their tabs. */
export const AGENT_TABS = [
  'prompts',
  'voice',
  'model',
  'listening',
  'fallbacks',
  'behaviour',
  'hours',
  'history',
] as const;
export type AgentTab = (typeof AGENT_TABS)[number];

export const AGENT_TAB_TITLES: Readonly<Record<AgentTab, string>> = {
  prompts: 'Prompts',
  voice: 'Voice',
  model: 'Model',
  listening: 'Listening',
  fallbacks: 'Fallbacks',
  behaviour: 'Behaviour',
  hours: 'Hours',
  history: 'History',
};
