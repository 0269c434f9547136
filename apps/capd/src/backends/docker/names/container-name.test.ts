import { chooseName, containerName, loadBalancerName, qualifiedName } from './container-name.ts';

describe('name of a container', () => {
  test.each([
    {
      rule: 'is the name of the Machine when that begins with the name of the cluster',
      cluster: 'demo',
      machine: 'demo-cp-x7k2p',
      name: 'demo-cp-x7k2p',
    },
    { rule: 'has the name of the cluster in front otherwise', cluster: 'demo', machine: 'worker', name: 'demo-worker' },
    { rule: 'looks for the bare beginning, as upstream does', cluster: 'a', machine: 'abc', name: 'abc' },
  ])('$rule', ({ cluster, machine, name }) => expect(containerName(cluster, machine)).toBe(name));

  test('is shortened to what a host can be called, and differs when the long names do', () => {
    const [one, other] = ['a', 'b'].map((end) => containerName('demo', `${'m'.repeat(60)}${end}`));
    expect(one).toHaveLength(63);
    expect(one).toMatch(/^demo-m+-[0-9a-f]{8}$/);
    expect(one).not.toBe(other);
  });

  test('of a load balancer follows that of the cluster', () => {
    expect(loadBalancerName('demo')).toBe('demo-lb');
    expect(loadBalancerName('c'.repeat(63))).toHaveLength(63);
  });
});

describe('choice of a name', () => {
  const uid = '6f9619ff-8b86-d011-b42d-00cf4fc964ff';

  test('takes the wanted name when it is free', () => expect(chooseName('demo-lb', uid, () => false)).toBe('demo-lb'));

  test('adds a digest of the owner to a name that somebody else has', () => {
    expect(chooseName('demo-lb', uid, (name) => name === 'demo-lb')).toBe(qualifiedName('demo-lb', uid));
    expect(qualifiedName('demo-lb', uid)).toMatch(/^demo-lb-[0-9a-f]{8}$/);
  });

  test('answers the same for the same owner, and another name for another', () => {
    expect(qualifiedName('demo-lb', uid)).toBe(qualifiedName('demo-lb', uid));
    expect(qualifiedName('demo-lb', uid)).not.toBe(qualifiedName('demo-lb', `${uid}0`));
  });

  test('stays within what a host can be called', () => {
    const name = qualifiedName(`${'m'.repeat(53)}-${'m'.repeat(9)}`, uid);
    expect(name).toMatch(/^m{53}-[0-9a-f]{8}$/);
  });
});
