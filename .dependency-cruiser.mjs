/**
 * Who may import whom (docs/architecture.md). A folder may always import from itself; tests may import more.
 * `types` may be imported as types only.
 */
const LAYERS = {
  domain: {},
  numbering: { may: ['domain'] },
  keyring: { may: ['domain'] },
  ledger: { may: ['domain', 'keyring'] },
  storage: { may: ['domain'] },
  egress: {},
  logging: {},
  speech: { may: ['domain'] },
  database: { may: ['domain', 'keyring', 'ledger', 'numbering', 'workflows/contract'] },
  importing: { may: ['domain', 'numbering', 'keyring', 'storage', 'database'] },
  registry: { may: ['domain', 'database', 'storage'] },
  workflows: { may: ['domain'], types: ['activities'] },
  activities: {
    may: [
      ...[
        'domain',
        'database',
        'keyring',
        'ledger',
        'numbering',
        'storage',
        'registry',
        'importing',
        'workflows/contract',
      ],
      ...['dev-carrier/contract', 'voice-worker/contract', 'temporal/client', 'temporal/deliver-outbox'],
    ],
  },
  temporal: {
    may: [
      'domain',
      'database',
      'keyring',
      'ledger',
      'numbering',
      'storage',
      'importing',
      'registry',
      'workflows/contract',
      'activities',
      'voice-worker/contract',
      'logging',
    ],
  },
  api: {
    may: [
      ...[
        'domain',
        'database',
        'keyring',
        'ledger',
        'numbering',
        'storage',
        'importing',
        'registry',
        'workflows/contract',
        'temporal/client',
        'speech',
        'egress',
      ],
      ...[
        'voice-worker/contract',
        'dev-carrier/contract',
        'activities/telephony',
        'activities/screening',
        'activities/rooms',
        'temporal/payload-codec',
        'temporal/codec-endpoint',
        'temporal/deliver-outbox',
      ],
    ],
  },
  // Never the database: it asks the API for what it needs and reports to the call's workflow.
  'voice-worker': {
    may: ['domain', 'keyring', 'numbering', 'speech', 'egress', 'logging', 'workflows/contract', 'temporal/client'],
  },
  'dev-carrier': { may: ['domain', 'numbering', 'speech', 'voice-worker/contract'] },
  // A browser: what it knows of the API is the contract and the client made from its description.
  // Verifying an export and a proof is the same code in the browser as on the command line; it reads no server.
  ui: { may: ['api/contract', 'ledger/verify', 'domain/ledger'] },
  cli: { may: ['domain', 'numbering', 'ledger', 'api/contract', 'launcher'] },
};

/** Entries that wire the parts: nobody imports them, and they may import anything. */
const ENTRIES = '(^|/)(main|worker)\\.ts$';
const TESTS = '\\.test\\.ts$|(^|/)testing/|/histories/|^ui/e2e/';
const folderPattern = (path) => (path.includes('/') ? `^${path}(\\.ts$|/|-)` : `^${path}/`);

const layerRules = Object.entries(LAYERS).map(([folder, { may = [], types = [] }]) => ({
  name: `layer-${folder}`,
  comment: `${folder} imports ${[folder, ...may, ...types.map((name) => `${name} (types)`)].join(', ')} only`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: `${TESTS}|${ENTRIES}` },
  to: {
    path: '^[^/]+/',
    pathNot: ['^node_modules/', folderPattern(folder), ...may.map(folderPattern), ...types.map(folderPattern)],
    dependencyTypesNot: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer'],
  },
}));

export default {
  forbidden: [
    ...layerRules,
    {
      name: 'workflows-import-activities-as-types',
      comment: 'The value of an activity would pull the database into the workflow bundle',
      severity: 'error',
      from: { path: '^workflows/', pathNot: TESTS },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-is-pure',
      comment: 'Rules take facts and now: no packages, no clock, no I/O',
      severity: 'error',
      from: { path: '^domain/', pathNot: TESTS },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer'] },
    },
    {
      name: 'workflows-are-deterministic',
      comment: 'Workflow code runs in a sandbox and is replayed',
      severity: 'error',
      from: { path: '^workflows/', pathNot: TESTS },
      to: { pathNot: ['^workflows/', '^domain/', '^activities/', '^node_modules/@temporalio/(workflow|common)/'] },
    },
    {
      name: 'number-tables-in-one-place',
      comment: 'Local time and phone numbers come from numbering alone',
      severity: 'error',
      from: { pathNot: '^numbering/|\\.test\\.ts$' },
      to: { path: '^node_modules/(libphonenumber-js|moment-timezone)/' },
    },
    {
      name: 'nobody-imports-the-launcher',
      comment: 'It starts the others',
      severity: 'error',
      from: { pathNot: `^(launcher|testing|bench|chaos|cli)/|${TESTS}` },
      to: { path: '^launcher/' },
    },
    {
      name: 'nobody-imports-an-entry',
      severity: 'error',
      from: { pathNot: '\\.test\\.ts$' },
      to: { path: '^(api|voice-worker|dev-carrier)/main\\.ts$|^temporal/worker\\.ts$' },
    },
    {
      name: 'only-tests-import-testing',
      severity: 'error',
      from: { pathNot: `^(testing|bench|chaos)/|^launcher/with-servers\\.ts$|${TESTS}` },
      to: { path: '^testing/' },
    },
    {
      name: 'no-development-packages-at-run-time',
      severity: 'error',
      from: { pathNot: `^(testing|bench|chaos|ui)/|${TESTS}|\\.d\\.m?ts$` },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-circular',
      comment: 'Nor by types alone: two files that need each other are one thing, or three',
      severity: 'error',
      // The client is generated.
      from: { pathNot: '^ui/api-client/' },
      to: { circular: true },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^node:' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.js', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'default', 'types'],
    },
  },
};
