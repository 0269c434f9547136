/** Stories with real processes, each with its own management cluster; run-stories.ts says which are told at once. */
/** @type {import('jest').Config} */
const config = {
  rootDir: '..',
  roots: ['<rootDir>/e2e/scenarios'],
  testMatch: ['**/scenarios/*.ts'],
  testEnvironment: 'node',
  testTimeout: 300_000,
  maxWorkers: 1,
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'mjs', 'cjs', 'js', 'json'],
  transform: { '\\.ts$': '<rootDir>/tools/jest/strip-types.mjs' },
  testEnvironmentOptions: { customExportConditions: ['@capi/source', 'node', 'node-addons'] },
};
export default config;
