export default {
  testEnvironment: '<rootDir>/testing/host-environment.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } },
    ],
  },
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.ringfence/'],
  globalSetup: '<rootDir>/testing/global-setup.ts',
  globalTeardown: '<rootDir>/testing/global-teardown.ts',
  // After jest's own summary: one line of counts.
  reporters: ['default', '<rootDir>/launcher/closing-line.mjs'],
  // Many suites wait for people who talk and processes that start: a third keeps two cores busy meanwhile.
  maxWorkers: 3,
  testSequencer: '<rootDir>/testing/longest-first.mjs',
  // Against what hangs. How fast something is, is for benchmarks: a busy machine must not fail a test.
  testTimeout: 180_000,
};
