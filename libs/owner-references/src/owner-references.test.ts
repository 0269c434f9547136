import type { OwnerReference } from '@capi/api';

import {
  controllerOf,
  hasExactly,
  isControlledBy,
  isOwnedBy,
  ownerReference,
  withoutOwner,
  withOwner,
  withOwnerReplaced,
} from './owner-references.ts';

const owner = (more: Partial<OwnerReference> = {}): OwnerReference => ({
  apiVersion: 'cluster.x-k8s.io/v1beta2',
  kind: 'Machine',
  name: 'cp-0',
  uid: 'u1',
  ...more,
});
const other = owner({ kind: 'Cluster', name: 'demo', uid: 'u2' });

describe('owner references', () => {
  test.each<{ rule: string; owners: OwnerReference[] | undefined; add: OwnerReference; expected: OwnerReference[] }>([
    { rule: 'are started when there are none', owners: undefined, add: owner(), expected: [owner()] },
    { rule: 'get a new owner at the end', owners: [other], add: owner(), expected: [other, owner()] },
    {
      rule: 'renew version, UID and flags of the same owner in its place',
      owners: [owner({ apiVersion: 'cluster.x-k8s.io/v1beta1', uid: 'old' }), other],
      add: owner({ controller: true }),
      expected: [owner({ controller: true }), other],
    },
    {
      rule: 'tell owners of another group apart',
      owners: [owner({ apiVersion: 'other/v1' })],
      add: owner(),
      expected: [owner({ apiVersion: 'other/v1' }), owner()],
    },
  ])('$rule', ({ owners, add, expected }) => expect(withOwner(owners, add)).toEqual(expected));

  test.each<{ rule: string; owners: OwnerReference[]; expected: OwnerReference[] }>([
    { rule: 'hand an object over to another parent by UID', owners: [owner({ uid: 'ms' }), other], expected: [owner({ uid: 'm' }), other] },
    { rule: 'add the parent when the one before is gone', owners: [other], expected: [other, owner({ uid: 'm' })] },
  ])('$rule', ({ owners, expected }) => expect(withOwnerReplaced(owners, { uid: 'ms' }, owner({ uid: 'm' }))).toEqual(expected));

  test('find an owner whatever its version and UID', () => {
    expect(isOwnedBy([owner({ apiVersion: 'cluster.x-k8s.io/v1beta1', uid: 'x' })], owner())).toBe(true);
    expect(isOwnedBy(undefined, owner())).toBe(false);
  });

  test('compare exactly by version, UID and controller, where absent is false', () => {
    expect(hasExactly([owner({ controller: false })], owner())).toBe(true);
    expect(hasExactly([owner({ controller: true })], owner())).toBe(false);
    expect(hasExactly([owner({ uid: 'x' })], owner())).toBe(false);
  });

  test('name at most one controller', () => {
    expect(controllerOf([other, owner({ controller: true })])).toEqual(owner({ controller: true }));
    expect(controllerOf([other])).toBeUndefined();
    expect(isControlledBy([owner({ controller: true })], owner({ uid: 'x' }))).toBe(true);
    expect(isControlledBy([owner()], owner())).toBe(false);
  });

  test('lose an owner', () => expect(withoutOwner([other, owner()], other)).toEqual([owner()]));

  test('are made from the object that owns', () => {
    expect(ownerReference({ apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'Cluster', metadata: { name: 'demo', uid: 'u2' } })).toEqual(
      other,
    );
  });
});
