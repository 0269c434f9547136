import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// @ts-expect-error -- runs before anything is installed, so it is plain JavaScript
import { missingEntries, platformOf } from './complete-lockfile.mjs';

describe('the lockfile', () => {
  const lock = JSON.parse(readFileSync(fileURLToPath(new URL('../../package-lock.json', import.meta.url)), 'utf8')) as { packages: object };

  test('names the packages of every platform; npm run lockfile mends it', () => expect(missingEntries(lock.packages)).toEqual({}));

  test('names no registry', () => expect(JSON.stringify(lock)).not.toMatch(/"resolved":"https?:/));
});

describe('a platform package', () => {
  test.each([
    { name: '@nx/nx-linux-x64-musl', platform: { cpu: ['x64'], os: ['linux'], libc: ['musl'] } },
    { name: '@oxc-parser/binding-darwin-arm64', platform: { cpu: ['arm64'], os: ['darwin'] } },
    { name: '@oxc-parser/binding-wasm32-wasi', platform: { cpu: ['wasm32'] } },
    { name: 'fsevents', platform: undefined },
  ])('$name says where it runs', ({ name, platform }) => expect(platformOf(name)).toEqual(platform));
});
