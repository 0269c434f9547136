import { labelSelector } from './label-selector.ts';

describe('label selector', () => {
  const labels = { tier: 'web', 'cluster.x-k8s.io/cluster-name': 'demo', empty: '' };
  test.each<{ selector: string; matches: boolean }>([
    { selector: '', matches: true },
    { selector: 'tier=web', matches: true },
    { selector: 'tier==db', matches: false },
    { selector: 'tier!=db', matches: true },
    { selector: 'gone!=db', matches: true },
    { selector: 'empty=', matches: true },
    { selector: 'cluster.x-k8s.io/cluster-name', matches: true },
    { selector: '!tier', matches: false },
    { selector: 'tier in (db, web),!gone', matches: true },
    { selector: 'tier notin (db,web)', matches: false },
    { selector: 'gone notin (db)', matches: true },
  ])('"$selector" matches: $matches', ({ selector, matches }) => {
    expect(labelSelector(selector)(labels)).toBe(matches);
  });

  test('refuses what is no selector', () => {
    expect(() => labelSelector('a b c')).toThrow('is not a label selector');
  });
});
