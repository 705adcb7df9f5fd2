/** The pages of `docs/` by what a person wants of them. A test holds that none is left out. */
export const HELP = [
  {
    title: 'Guides',
    pages: [
      { name: 'guides/campaign-manager', label: 'For campaign managers' },
      { name: 'guides/compliance-officer', label: 'For compliance officers' },
      { name: 'guides/agent-owner', label: 'For owners of agents' },
      { name: 'guides/engineer', label: 'For engineers' },
    ],
  },
  {
    title: 'Calling',
    pages: [
      { name: 'getting-started', label: 'Getting started' },
      { name: 'importing', label: 'Importing leads' },
      { name: 'dispositions', label: 'Every way a call can end' },
      { name: 'catalogues', label: 'Voices and models' },
    ],
  },
  {
    title: 'The law',
    pages: [
      { name: 'compliance', label: 'Compliance' },
      { name: 'compliance/rules', label: 'Rules' },
      { name: 'compliance/checks', label: 'Checks' },
      { name: 'compliance/consent', label: 'Consent' },
      { name: 'compliance/changes', label: 'Changes of law' },
      { name: 'do-not-call', label: 'Do-not-call lists' },
      { name: 'opt-out', label: 'Opting out' },
      { name: 'ledger', label: 'The ledger' },
    ],
  },
  {
    title: 'Running and building',
    pages: [
      { name: 'architecture', label: 'Architecture' },
      { name: 'configuration', label: 'Configuration' },
      { name: 'api', label: 'The API' },
      { name: 'cli', label: 'The command line' },
      { name: 'voice-worker', label: 'The voice worker' },
      { name: 'dev-carrier', label: 'The development carrier' },
      { name: 'benchmarks', label: 'Benchmarks' },
      { name: 'decisions/README', label: 'Decisions' },
    ],
  },
] as const;

const GUIDES: readonly (readonly [string, string])[] = [
  ['/agents', 'guides/agent-owner'],
  ['/compliance', 'guides/compliance-officer'],
  ['/settings', 'getting-started'],
  ['/system', 'guides/engineer'],
];

/** The page of `docs/` that tells of the screen at this address. */
export function guideOf(path: string): string {
  return GUIDES.find(([start]) => path.startsWith(start))?.[1] ?? 'guides/campaign-manager';
}
