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
  maxWorkers: 2,
  // Real servers on a busy machine: a test that needs longer says so itself.
  testTimeout: 30_000,
};
