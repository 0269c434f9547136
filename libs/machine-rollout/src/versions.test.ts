import { countVersions, mergeVersions } from './versions.ts';

describe('version counts', () => {
  test('come oldest first, unreadable last', () => {
    expect(countVersions(['v1.35.0', 'latest', 'v1.34.0', undefined, '', 'v1.34.0', 'v1.34.0+b', 'v1.34.0-rc.1'])).toEqual([
      { version: 'v1.34.0-rc.1', replicas: 1 },
      { version: 'v1.34.0', replicas: 2 },
      { version: 'v1.34.0+b', replicas: 1 },
      { version: 'v1.35.0', replicas: 1 },
      { version: 'latest', replicas: 1 },
    ]);
  });

  test('are absent when there is nothing to count', () => {
    expect(countVersions([undefined])).toBeUndefined();
  });

  test('add up over owners', () => {
    const one = { version: 'v1.34.0', replicas: 2 };
    expect(mergeVersions([one, one])).toEqual([{ version: 'v1.34.0', replicas: 4 }]);
  });
});
