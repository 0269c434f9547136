import { KubeadmControlPlane, Machine } from '@capi/api';

import { webhookConfigurationsOf } from './webhook-configurations.ts';
import { kindWebhooks } from './webhook.ts';

const allow = () => ({ findings: [] });
const webhooks = [
  kindWebhooks({
    kind: Machine,
    defaulting: { operations: ['CREATE', 'UPDATE'], run: ({ object }) => ({ object }) },
    validating: { operations: ['CREATE', 'UPDATE', 'DELETE'], run: allow },
  }),
  kindWebhooks({ kind: KubeadmControlPlane, validating: { operations: ['CREATE'], run: allow }, validatingScale: { run: allow } }),
];
const options = { namePrefix: 'capi-', clientConfig: (path: string) => ({ url: `https://localhost${path}` }) };

describe('webhook configurations', () => {
  test('register every declared webhook at its path, in the storage version', () => {
    const { mutating, validating } = webhookConfigurationsOf(webhooks, options);
    expect(mutating?.metadata.name).toBe('capi-mutating-webhook-configuration');
    expect(mutating?.webhooks).toEqual([
      {
        name: 'default.machine.cluster.x-k8s.io',
        admissionReviewVersions: ['v1'],
        clientConfig: { url: 'https://localhost/mutate-cluster-x-k8s-io-v1beta2-machine' },
        failurePolicy: 'Fail',
        matchPolicy: 'Equivalent',
        rules: [{ apiGroups: ['cluster.x-k8s.io'], apiVersions: ['v1beta2'], operations: ['CREATE', 'UPDATE'], resources: ['machines'] }],
        sideEffects: 'None',
      },
    ]);
    expect(validating?.webhooks?.map(({ name, clientConfig, rules }) => [name, clientConfig.url, rules[0]?.resources[0]])).toEqual([
      ['validation.machine.cluster.x-k8s.io', 'https://localhost/validate-cluster-x-k8s-io-v1beta2-machine', 'machines'],
      [
        'validation.kubeadmcontrolplane.controlplane.cluster.x-k8s.io',
        'https://localhost/validate-controlplane-cluster-x-k8s-io-v1beta2-kubeadmcontrolplane',
        'kubeadmcontrolplanes',
      ],
      [
        'validation-scale.kubeadmcontrolplane.controlplane.cluster.x-k8s.io',
        'https://localhost/validate-scale-controlplane-cluster-x-k8s-io-v1beta2-kubeadmcontrolplane',
        'kubeadmcontrolplanes/scale',
      ],
    ]);
  });

  test('are left out where there is nothing to register', () => expect(webhookConfigurationsOf([], options)).toEqual({}));
});
