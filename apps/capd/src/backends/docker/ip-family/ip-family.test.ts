import { machineAddresses, addressesOf } from './addresses.ts';
import { ipFamilyOf } from './ip-family.ts';

const four = ['10.244.0.0/16'];
const six = ['fd00:100::/64'];
const dual = [...four, ...six];
const family = (pods?: readonly string[], services?: readonly string[]) =>
  ipFamilyOf({ ...(pods && { pods: { cidrBlocks: pods } }), ...(services && { services: { cidrBlocks: services } }) });

describe('IP family', () => {
  test.each([
    { rule: 'is IPv4 when nothing is said', expected: 'ipv4' },
    { rule: 'is IPv4 for empty lists', pods: [], services: [], expected: 'ipv4' },
    { rule: 'follows the Pods when Services say nothing', pods: six, expected: 'ipv6' },
    { rule: 'follows the Services when Pods say nothing', services: dual, expected: 'dual' },
    { rule: 'is that of both', pods: six, services: six, expected: 'ipv6' },
    { rule: 'is that of two ranges of one family', pods: ['10.1.0.0/16', '10.2.0.0/16'], services: four, expected: 'ipv4' },
    { rule: 'is dual when Pods are, whatever Services are', pods: dual, services: six, expected: 'dual' },
  ])('$rule', ({ pods, services, expected }) => expect(family(pods, services)).toBe(expected));

  test('is IPv4 for a Cluster without a network', () => expect(ipFamilyOf(undefined)).toBe('ipv4'));

  test.each([
    { rule: 'Pods and Services differ', pods: four, services: six, says: /Pods are IPv4 and Services IPv6/ },
    { rule: 'Services are dual and Pods are not', pods: four, services: dual, says: /Services dual-stack/ },
    { rule: 'there are three ranges', pods: [...dual, ...four], says: /pods.cidrBlocks of the Cluster has 3/ },
    { rule: 'a range has no size', services: ['10.0.0.0'], says: /"10.0.0.0" in spec.clusterNetwork.services/ },
    { rule: 'a range is too narrow', pods: ['10.0.0.0/33'], says: /not a range/ },
    { rule: 'a range is text', pods: ['none'], says: /not a range/ },
    { rule: 'a range of Services is text though Pods are dual', pods: dual, services: ['none'], says: /not a range/ },
  ])('is a problem when $rule', ({ pods, services, says }) =>
    expect(family(pods, services)).toEqual({ problem: expect.stringMatching(says) }),
  );
});

describe('addresses of a container', () => {
  const container = { name: 'demo-1', networks: { kind: { ipv4: '10.7.0.3', ipv6: 'fd00::3' }, other: { ipv4: '10.8.0.3' } } };

  test('are those of the family in the network, IPv4 first', () => {
    expect(addressesOf(container, 'kind', 'ipv4')).toEqual(['10.7.0.3']);
    expect(addressesOf(container, 'kind', 'ipv6')).toEqual(['fd00::3']);
    expect(addressesOf(container, 'kind', 'dual')).toEqual(['10.7.0.3', 'fd00::3']);
  });

  test('are those of its first network when it is not in ours', () => expect(addressesOf(container, 'new', 'ipv4')).toEqual(['10.7.0.3']));

  test('are left out while it has none', () => {
    expect(addressesOf({ networks: { kind: {} } }, 'kind', 'dual')).toEqual([]);
    expect(addressesOf({ networks: {} }, 'kind', 'ipv4')).toEqual([]);
  });

  test('show as host name, internal and external address', () =>
    expect(machineAddresses(container, 'kind', 'ipv4')).toEqual([
      { type: 'Hostname', address: 'demo-1' },
      { type: 'InternalIP', address: '10.7.0.3' },
      { type: 'ExternalIP', address: '10.7.0.3' },
    ]));
});
