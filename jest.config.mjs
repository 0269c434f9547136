/** @type {import('jest').Config} */
const config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/tools', '<rootDir>/e2e'],
  testMatch: ['**/*.test.ts', '**/*.itest.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/e2e/scenarios/'],
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'mjs', 'cjs', 'js', 'json'],
  transform: { '\\.ts$': '<rootDir>/tools/jest/strip-types.mjs' },
  testEnvironmentOptions: { customExportConditions: ['@capi/source', 'node', 'node-addons'] },
};
export default config;
