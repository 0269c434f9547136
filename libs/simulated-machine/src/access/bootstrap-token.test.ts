import type { Secret } from '@capi/api';
import { instant, later, minutes, printInstant } from '@capi/seams';

import { bootstrapUser } from './bootstrap-token.ts';

const now = instant(1_767_225_600_000);
const group = 'system:bootstrappers:kubeadm:default-node-token';
const aToken = (overrides: Readonly<Record<string, string>> = {}, type = 'bootstrap.kubernetes.io/token'): Secret => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'bootstrap-token-abcdef', namespace: 'kube-system' },
  type,
  data: Object.fromEntries(
    Object.entries({
      'token-id': 'abcdef',
      'token-secret': '0123456789abcdef',
      expiration: printInstant(later(now, minutes(1))),
      'usage-bootstrap-authentication': 'true',
      'auth-extra-groups': `${group},system:masters`,
      ...overrides,
    }).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
  ),
});

describe('bootstrap token', () => {
  test('stands for its bootstrap user, with no groups but bootstrappers', () => {
    expect(bootstrapUser(aToken(), '0123456789abcdef', now)).toEqual({
      username: 'system:bootstrap:abcdef',
      groups: ['system:bootstrappers', group],
    });
  });

  test.each<{ rule: string; secret: Secret; given?: string }>([
    { rule: 'with another secret', secret: aToken(), given: 'fedcba9876543210' },
    { rule: 'that has expired', secret: aToken({ expiration: printInstant(now) }) },
    { rule: 'that is for signing only', secret: aToken({ 'usage-bootstrap-authentication': 'false' }) },
    { rule: 'in a secret of another type', secret: aToken({}, 'Opaque') },
  ])('is no good $rule', ({ secret, given = '0123456789abcdef' }) => expect(bootstrapUser(secret, given, now)).toBeUndefined());
});
