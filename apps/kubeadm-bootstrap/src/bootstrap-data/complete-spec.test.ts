import type { JoinConfiguration } from '@capi/api';

import { completeForInit, completeForJoin } from './complete-spec.ts';

const facts = {
  endpoint: '10.0.0.1:6443',
  certificateAuthority: 'PEM',
  caCertHashes: ['sha256:0'],
  token: () => 'abcdef.0123456789abcdef',
};
const complete = (discovery?: JoinConfiguration['discovery']): unknown =>
  completeForJoin(discovery === undefined ? {} : { joinConfiguration: { discovery } }, 'worker', facts).joinConfiguration?.discovery;

describe('spec that joins', () => {
  test('learns endpoint, hashes and token', () => {
    expect(complete()).toEqual({
      bootstrapToken: { apiServerEndpoint: '10.0.0.1:6443', caCertHashes: ['sha256:0'], token: 'abcdef.0123456789abcdef' },
    });
  });

  test('keeps what the user said', () => {
    const said = { apiServerEndpoint: 'own:1', caCertHashes: ['sha256:1'], token: 'own', unsafeSkipCAVerification: false };
    expect(complete({ bootstrapToken: said, tlsBootstrapToken: 'x' })).toEqual({ bootstrapToken: said, tlsBootstrapToken: 'x' });
  });

  test('skips the check of the authority only when nothing is known of it', () => {
    const none = completeForJoin({}, 'worker', { ...facts, caCertHashes: [] });
    expect(none.joinConfiguration?.discovery?.bootstrapToken).toMatchObject({ unsafeSkipCAVerification: true });
  });

  test('fills in a kubeconfig, but leaves a file of the user alone', () => {
    const user = { exec: { command: 'aws' } };
    expect(complete({ file: { kubeConfigPath: '/k', kubeConfig: { user } } })).toEqual({
      file: {
        kubeConfigPath: '/k',
        kubeConfig: { user, cluster: { server: 'https://10.0.0.1:6443', certificateAuthorityData: Buffer.from('PEM').toString('base64') } },
      },
    });
    expect(complete({ file: { kubeConfigPath: '/k' } })).toEqual({ file: { kubeConfigPath: '/k' } });
  });

  test('is marked as a control plane only for one', () => {
    expect(completeForJoin({}, 'control-plane', facts).joinConfiguration?.controlPlane).toEqual({});
    expect(completeForJoin({}, 'worker', facts).joinConfiguration).not.toHaveProperty('controlPlane');
  });
});

describe('spec that initialises', () => {
  test.each([
    [{}, '10.0.0.1:6443', { clusterConfiguration: { controlPlaneEndpoint: '10.0.0.1:6443' } }],
    [
      { clusterConfiguration: { controlPlaneEndpoint: 'own:1' } },
      '10.0.0.1:6443',
      { clusterConfiguration: { controlPlaneEndpoint: 'own:1' } },
    ],
    [{}, undefined, {}],
  ])('%j with endpoint %s becomes %j', (spec, endpoint, expected) => expect(completeForInit(spec, endpoint)).toEqual(expected));
});
