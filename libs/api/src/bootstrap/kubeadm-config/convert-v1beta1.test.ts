import { conversionDataAnnotation } from '../../conversion/conversion-data.ts';
import type { UnstructuredObject } from '../../meta/object.ts';
import { convertObject } from '../../products/convert-object.ts';
import { KubeadmConfig } from './kind.ts';

const context = { apiVersionOf: () => '', serves: () => false };
const group = 'bootstrap.cluster.x-k8s.io';
const object = (version: string, spec: object, remembered?: object): UnstructuredObject =>
  ({
    apiVersion: `${group}/${version}`,
    kind: 'KubeadmConfig',
    metadata: {
      name: 'a',
      ...(remembered === undefined ? {} : { annotations: { [conversionDataAnnotation]: JSON.stringify({ spec: remembered }) } }),
    },
    spec,
  }) as unknown as UnstructuredObject;
const specIn = (version: string, from: UnstructuredObject): unknown =>
  (convertObject(KubeadmConfig, from, `${group}/${version}`, context) as unknown as { spec?: unknown }).spec;

const health = (seconds: number) => ({ timeouts: { controlPlaneComponentHealthCheckSeconds: seconds } });
const apiServerTimeout = { clusterConfiguration: { apiServer: { timeoutForControlPlane: '1m30s' } } };
const volume = (readOnly?: boolean) => ({
  name: 'v',
  hostPath: '/a',
  mountPath: '/b',
  ...(readOnly === undefined ? {} : { readOnly }),
});
const mounts = (...extraVolumes: readonly object[]) => ({ clusterConfiguration: { scheduler: { extraVolumes } } });

describe('KubeadmConfig of v1beta1', () => {
  test.each<{ rule: string; old: object; remembered?: object; hub: unknown }>([
    {
      rule: 'waits for the control plane while initialising and joining',
      old: apiServerTimeout,
      hub: { initConfiguration: health(90), joinConfiguration: health(90) },
    },
    {
      rule: 'says how long to wait rather than what is remembered',
      old: apiServerTimeout,
      remembered: { initConfiguration: { timeouts: { controlPlaneComponentHealthCheckSeconds: 1, discoverySeconds: 2 } } },
      hub: {
        initConfiguration: { timeouts: { controlPlaneComponentHealthCheckSeconds: 90, discoverySeconds: 2 } },
        joinConfiguration: health(90),
      },
    },
    {
      rule: 'brings time limits back that it cannot show',
      old: {},
      remembered: { joinConfiguration: { timeouts: { etcdAPICallSeconds: 0 } } },
      hub: { joinConfiguration: { timeouts: { etcdAPICallSeconds: 0 } } },
    },
    {
      rule: 'loses a limit that only joining had when the limit for discovery is set, as upstream does',
      old: { joinConfiguration: { discovery: { timeout: '7s' } } },
      remembered: { joinConfiguration: health(5) },
      hub: { joinConfiguration: { timeouts: { tlsBootstrapSeconds: 7 } } },
    },
    {
      rule: 'tells false from absent by what is remembered of the same path',
      old: mounts(volume()),
      remembered: mounts(volume(false)),
      hub: mounts(volume(false)),
    },
    {
      rule: 'lets several mounts of one path keep their own read-only flag',
      old: mounts(volume(true), volume(), volume(true)),
      remembered: mounts(volume(true), volume(false), volume(true)),
      hub: mounts(volume(true), volume(false), volume(true)),
    },
    {
      rule: 'tells an empty list of taints from none',
      old: { joinConfiguration: { nodeRegistration: { taints: [] } } },
      hub: { joinConfiguration: { nodeRegistration: { taints: [] } } },
    },
    {
      rule: 'has nothing that the controller computes',
      old: { clusterConfiguration: { clusterName: 'a', networking: { podSubnet: 'b' } } },
      hub: undefined,
    },
    {
      rule: 'writes amounts as Kubernetes does',
      old: {
        clusterConfiguration: {
          scheduler: { extraEnvs: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'r', divisor: '2.5' } } }] },
        },
      },
      hub: {
        clusterConfiguration: {
          scheduler: { extraEnvs: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'r', divisor: '2500m' } } }] },
        },
      },
    },
  ])('$rule', ({ old, remembered, hub }) => expect(specIn('v1beta2', object('v1beta1', old, remembered))).toEqual(hub));

  test('has no init configuration where the hub has nothing but time limits', () => {
    expect(specIn('v1beta1', object('v1beta2', { initConfiguration: { timeouts: { discoverySeconds: 3 } } }))).toEqual({});
  });

  test.each<{ rule: string; old: object }>([
    { rule: 'text where lists belong', old: { files: 'x', users: 'x', mounts: 'x', initConfiguration: { bootstrapTokens: 'x' } } },
    { rule: 'null everywhere', old: { files: [null], users: null, clusterConfiguration: null, joinConfiguration: { discovery: null } } },
    { rule: 'words nobody knows', old: { format: 'other', files: [{ path: '/a', encoding: 'other' }], unknown: { a: 1 } } },
  ])('survives $rule', ({ old }) => {
    const there = convertObject(KubeadmConfig, object('v1beta1', old), `${group}/v1beta2`, context);
    expect(() => convertObject(KubeadmConfig, there, `${group}/v1beta1`, context)).not.toThrow();
  });
});
