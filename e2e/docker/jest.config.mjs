/** Stories on real containers; inside.ts says which run when, and beside which others. */
/** @type {import('jest').Config} */
const config = {
  rootDir: '../..',
  roots: ['<rootDir>/e2e/docker/stories'],
  testMatch: ['**/stories/*.ts'],
  testEnvironment: 'node',
  testTimeout: 600_000,
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'mjs', 'cjs', 'js', 'json'],
  transform: { '\\.ts$': '<rootDir>/tools/jest/strip-types.mjs' },
  testEnvironmentOptions: { customExportConditions: ['@capi/source', 'node', 'node-addons'] },
};
export default config;
