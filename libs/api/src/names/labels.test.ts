import { labelValueOf } from './labels.ts';
import { parseClusterSecretName } from './secrets.ts';

describe('label value of a name', () => {
  test.each([
    { rule: 'keeps a name that is a valid label value', name: 'demo-md-0', value: 'demo-md-0' },
    { rule: 'keeps a name of 63 characters', name: 'a'.repeat(63), value: 'a'.repeat(63) },
    { rule: 'hashes a name of 64 characters', name: 'a'.repeat(64), value: expect.stringMatching(/^hash_[-_A-Za-z0-9]{6}_z$/) },
    { rule: 'hashes a name that ends in a dash', name: 'demo-', value: expect.stringMatching(/^hash_/) },
  ])('$rule', ({ name, value }) => expect(labelValueOf(name)).toEqual(value));
});

describe('name of a cluster secret', () => {
  test.each([
    { name: 'demo-ca', parsed: { cluster: 'demo', purpose: 'ca' } },
    { name: 'team-a-apiserver-etcd-client', parsed: { cluster: 'team-a', purpose: 'apiserver-etcd-client' } },
    { name: 'demo-other', parsed: undefined },
  ])('reads $name', ({ name, parsed }) => expect(parseClusterSecretName(name)).toEqual(parsed));
});
