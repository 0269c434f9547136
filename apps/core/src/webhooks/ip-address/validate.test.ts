import type { IPAddress, IPAddressClaim } from '@capi/api';
import { transient } from '@capi/seams';

import { validateIPAddressClaim } from '../ip-address-claim/validate.ts';
import type { CorePorts } from '../ports.ts';
import { aWrite } from '../testing.ts';
import { validateIPAddress } from './validate.ts';

const pool = { apiGroup: 'ipam.example.io', kind: 'Pool', name: 'pool-a' };
const spec = { address: '10.0.0.5', prefix: 24, gateway: '10.0.0.1', claimRef: { name: 'claim' }, poolRef: pool };
const claims = (poolRef?: object): CorePorts =>
  ({ findIPAddressClaim: () => Promise.resolve(poolRef === undefined ? undefined : { spec: { poolRef } }) }) as unknown as CorePorts;
const ask = async (object: object, { more = {}, ports = claims() }: { more?: object; ports?: CorePorts } = {}) =>
  (await validateIPAddress(aWrite<IPAddress>(object, more), ports, new AbortController().signal)).denial;

describe('an IPAddress', () => {
  test.each([
    spec,
    { ...spec, address: 'fd00::5', prefix: 128 },
    { ...spec, gateway: '' },
    { ...spec, address: 'fe80::1%eth0', prefix: 64 },
  ])('may be %j', async (given) => expect(await ask({ spec: given })).toBeUndefined());
  test.each<[string, object]>([
    ['spec.address', { address: '010.0.0.1' }],
    ['spec.address', { address: '' }],
    ['spec.prefix', { prefix: 33 }],
    ['spec.prefix', { prefix: -1 }],
    ['spec.prefix', { address: 'fd00::5', prefix: 129 }],
    ['spec.gateway', { gateway: 'foo' }],
  ])('is refused for its %s in %j', async (path, change) => {
    expect(await ask({ spec: { ...spec, ...change } })).toMatchObject({
      status: 403,
      message: expect.stringMatching(`^${path}: Invalid value: `) as string,
    });
  });

  test('comes from the pool that its claim asks for', async () => {
    expect(await ask({ spec }, { ports: claims(pool) })).toBeUndefined();
    expect(await ask({ spec }, { ports: claims({ ...pool, name: 'pool-b' }) })).toMatchObject({
      message: expect.stringContaining('spec.poolRef: ') as string,
    });
  });
  test('is not made while its claim cannot be read', async () => {
    const ports = { findIPAddressClaim: () => Promise.reject(transient({ action: 'read it', why: 'no answer' })) } as unknown as CorePorts;
    expect(await ask({ spec }, { ports })).toMatchObject({ message: 'spec.claimRef: Internal error: cannot read it: no answer' });
  });
  test('never changes, but may be deleted', async () => {
    expect(await ask({ spec: { ...spec, gateway: '' } }, { more: { before: { spec } } })).toMatchObject({ status: 403 });
    expect(await ask({ spec: { ...spec, gateway: '' } }, { more: { before: { spec: { ...spec, gateway: undefined } } } })).toBeUndefined();
    expect(await ask({}, { more: { operation: 'DELETE' } })).toBeUndefined();
  });
  test('is told everything at once', async () => {
    expect((await ask({ spec: { ...spec, address: 'x', gateway: 'y' } }))?.message).toMatch(/^\[spec.address: .*, spec.gateway: .*\]$/);
  });
});

describe('an IPAddressClaim', () => {
  const says = (now: object, before?: object) =>
    validateIPAddressClaim(aWrite<IPAddressClaim>({ spec: now }, before === undefined ? {} : { before: { spec: before } })).denial;

  test('never changes', () => {
    expect([says({ poolRef: pool }), says({ poolRef: pool }, { poolRef: pool, clusterName: '' })]).toEqual([undefined, undefined]);
    expect(says({ poolRef: pool, clusterName: 'a' }, { poolRef: pool })).toMatchObject({ status: 403 });
  });
});
