import { chooseAddress, matchingIPv4, matchingIPv6, type AddressesSeen } from './choose-address.ts';
import { halves, parseSubnet } from './subnet.ts';

const subnet = parseSubnet('172.18.0.0/28') ?? { first: 0, last: 0 };
const { ours } = halves(subnet);

describe('fixed addresses', () => {
  test.each<{ rule: string; seen: Partial<AddressesSeen>; chosen: string | undefined }>([
    { rule: 'begin after the one where people look for the gateway', seen: {}, chosen: '172.18.0.2' },
    { rule: 'leave out what is taken', seen: { taken: new Set(['172.18.0.2']) }, chosen: '172.18.0.3' },
    { rule: 'go on after the last one', seen: { last: '172.18.0.2' }, chosen: '172.18.0.3' },
    { rule: 'come back when the end is reached', seen: { last: '172.18.0.7' }, chosen: '172.18.0.2' },
    {
      rule: 'run out',
      seen: { taken: new Set(['172.18.0.2', '172.18.0.3', '172.18.0.4', '172.18.0.5', '172.18.0.6', '172.18.0.7']) },
      chosen: undefined,
    },
    { rule: 'are the wanted one if it is free', seen: { wanted: '172.18.0.14' }, chosen: '172.18.0.14' },
    {
      rule: 'are another than the wanted one when that is taken',
      seen: { wanted: '172.18.0.3', taken: new Set(['172.18.0.3']) },
      chosen: '172.18.0.2',
    },
    { rule: 'are never the broadcast address', seen: { wanted: '172.18.0.15' }, chosen: '172.18.0.2' },
    { rule: 'are never of another subnet', seen: { wanted: '10.0.0.1' }, chosen: '172.18.0.2' },
    { rule: 'ignore a name where an address may be', seen: { wanted: 'api.example' }, chosen: '172.18.0.2' },
  ])('$rule', ({ seen, chosen }) => expect(chooseAddress({ ours, subnet, taken: new Set(), ...seen })).toBe(chosen));

  test('have their IPv6 address beside them', () => {
    const wide = parseSubnet('172.16.0.0/12') ?? { first: 0, last: 0 };
    expect(matchingIPv6('fd00:1:2:3::/64', wide, '172.16.1.2')).toBe('fd00:1:2:3::102');
    expect(matchingIPv6('fd00:1:2:3::/64', wide, '172.18.1.2')).toBe('fd00:1:2:3::2:102');
    expect(matchingIPv6('fd00::/48', wide, '172.18.1.2')).toBeUndefined();
    expect(matchingIPv4('fd00:1:2:3::/64', wide, 'fd00:1:2:3::102')).toBe('172.16.1.2');
    expect(matchingIPv4('fd00:1:2:3::/64', wide, 'fd00:1:2:3::2:102')).toBe('172.18.1.2');
    expect(matchingIPv4('fd00:1:2:3::/64', wide, 'fd00:1:2:4::102')).toBeUndefined();
    expect(matchingIPv4('fd00:1:2:3::/64', wide, 'api.example')).toBeUndefined();
  });
});

describe('subnet', () => {
  test.each([
    ['172.18.0.0/16', { first: 0xac120000, last: 0xac12ffff }],
    ['172.18.3.4/16', { first: 0xac120000, last: 0xac12ffff }],
    ['fc00::/64', undefined],
    ['172.18.0.0/31', undefined],
    ['172.18.0/16', undefined],
    ['', undefined],
  ])('%s is read', (text, read) => expect(parseSubnet(text)).toEqual(read));

  test('is shared with the engine, half and half', () => {
    expect(halves(parseSubnet('172.18.0.0/16') ?? subnet)).toEqual({
      ours: { first: 0xac120000, last: 0xac127fff },
      engines: '172.18.128.0/17',
    });
    expect(halves(subnet).engines).toBe('172.18.0.8/29');
  });
});
