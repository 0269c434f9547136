import type { KubeadmConfigSpec } from '@capi/api';
import { days, instant, later, minutes } from '@capi/seams';

import { configSpec } from './config-spec.ts';
import { kubeadmConfigMatches } from './kubeadm-config.ts';
import { outdatedReasons, type Compared, type Wanted } from './outdated.ts';

const now = instant(1_795_255_200_000);
const infrastructureRef = { apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DevMachineTemplate', name: 'demo' };
const wanted = (particulars: Partial<Wanted> = {}): Wanted => ({
  now,
  version: 'v1.34.0',
  configSpec: undefined,
  infrastructureRef,
  rolloutAfter: undefined,
  certificatesExpiryDays: undefined,
  ...particulars,
});
const compared = (particulars: Partial<Compared> = {}): Compared => ({
  createdAt: later(now, minutes(-60)),
  version: 'v1.34.0',
  certificatesExpireAt: undefined,
  config: undefined,
  clonedFrom: { name: 'demo', groupKind: 'DevMachineTemplate.infrastructure.cluster.x-k8s.io' },
  ...particulars,
});

describe('outdated Machine', () => {
  test.each<{ rule: string; machine?: Partial<Compared>; wants?: Partial<Wanted>; reasons: readonly string[] }>([
    { rule: 'is none that is as it should be', reasons: [] },
    { rule: 'has another version', machine: { version: 'v1.33.0' }, reasons: ['Version v1.33.0, v1.34.0 required'] },
    { rule: 'differs by build metadata too', machine: { version: 'v1.34.0+x' }, reasons: ['Version v1.34.0+x, v1.34.0 required'] },
    {
      rule: 'comes from another template',
      machine: { clonedFrom: { name: 'old', groupKind: 'DevMachineTemplate.infrastructure.cluster.x-k8s.io' } },
      reasons: ['DevMachine is not up-to-date'],
    },
    { rule: 'is none of unknown origin', machine: { clonedFrom: { name: undefined, groupKind: undefined } }, reasons: [] },
    { rule: 'is none whose config is gone', machine: { config: undefined }, wants: { configSpec: { files: [] } }, reasons: [] },
    {
      rule: 'has another config',
      machine: { config: { spec: { joinConfiguration: { controlPlane: {} } } } },
      wants: { configSpec: { preKubeadmCommands: ['true'] } },
      reasons: ['KubeadmConfig is not up-to-date'],
    },
    {
      rule: 'is older than a rollout that was asked for',
      wants: { rolloutAfter: later(now, minutes(-1)) },
      reasons: ['KubeadmControlPlane spec.rollout.after expired'],
    },
    { rule: 'is none while the rollout is still to come', wants: { rolloutAfter: later(now, minutes(1)) }, reasons: [] },
    {
      rule: 'is none that was made after the rollout',
      machine: { createdAt: later(now, minutes(-1)) },
      wants: { rolloutAfter: later(now, minutes(-2)) },
      reasons: [],
    },
    {
      rule: 'has certificates that end too soon',
      machine: { certificatesExpireAt: later(now, days(9)) },
      wants: { certificatesExpiryDays: 10 },
      reasons: ['Certificates will expire soon, spec.rollout.before.certificatesExpiryDays is reached'],
    },
    { rule: 'is none whose certificates nobody has read', wants: { certificatesExpiryDays: 10 }, reasons: [] },
  ])('$rule', ({ machine, wants, reasons }) => expect(outdatedReasons(compared(machine), wanted(wants))).toEqual(reasons));
});

const join = (spec: KubeadmConfigSpec): KubeadmConfigSpec => ({ joinConfiguration: { controlPlane: {} }, ...spec });
const version = 'v1.30.0';

describe('KubeadmConfig of a Machine', () => {
  test.each<{ rule: string; current: KubeadmConfigSpec; desired: KubeadmConfigSpec; matches: boolean; version?: string }>([
    {
      rule: 'matches with what the bootstrap provider fills in',
      current: {
        clusterConfiguration: { controlPlaneEndpoint: 'a:1' },
        joinConfiguration: { controlPlane: {}, discovery: { bootstrapToken: { token: 't' } } },
      },
      desired: {},
      matches: true,
    },
    {
      rule: 'matches whatever DNS image is wanted',
      current: join({ clusterConfiguration: { dns: { imageTag: 'v1.11.1' } } }),
      desired: { clusterConfiguration: { dns: { imageTag: 'v1.12.0' } } },
      matches: true,
    },
    {
      rule: 'matches when empty lists stand for absent ones',
      current: join({ files: [], clusterConfiguration: { apiServer: { certSANs: [] } } }),
      desired: {},
      matches: true,
    },
    {
      rule: 'tells no taints from the usual ones',
      current: join({ joinConfiguration: { controlPlane: {}, nodeRegistration: { taints: [] } } }),
      desired: {},
      matches: false,
    },
    { rule: 'takes an absent format for cloud-config', current: join({ format: 'cloud-config' }), desired: {}, matches: true },
    {
      rule: 'takes an absent pull policy for IfNotPresent',
      current: join({ joinConfiguration: { controlPlane: {}, nodeRegistration: { imagePullPolicy: 'IfNotPresent' } } }),
      desired: {},
      matches: true,
    },
    {
      rule: 'ignores how long kubeadm waits for components, and no other timeout',
      current: join({ joinConfiguration: { controlPlane: {}, timeouts: { controlPlaneComponentHealthCheckSeconds: 9 } } }),
      desired: {},
      matches: true,
    },
    {
      rule: 'differs by another timeout',
      current: join({ joinConfiguration: { controlPlane: {}, timeouts: { discoverySeconds: 9 } } }),
      desired: {},
      matches: false,
    },
    {
      rule: 'differs by feature gates',
      current: join({}),
      desired: { clusterConfiguration: { featureGates: { A: true } } },
      matches: false,
    },
    { rule: 'differs by files', current: join({}), desired: { files: [{ path: '/a', content: 'b' }] }, matches: false },
    {
      rule: 'of the first Machine matches what joining Machines say now',
      current: { initConfiguration: { nodeRegistration: { name: 'n' } } },
      desired: {
        initConfiguration: { nodeRegistration: { name: 'other' } },
        joinConfiguration: { nodeRegistration: { name: 'n' }, caCertPath: '/ca' },
      },
      matches: true,
    },
    {
      rule: 'of the first Machine matches what it would say itself now',
      current: { initConfiguration: { nodeRegistration: { name: 'n' } } },
      desired: { initConfiguration: { nodeRegistration: { name: 'n' } }, joinConfiguration: { nodeRegistration: { name: 'other' } } },
      matches: true,
    },
    {
      rule: 'of the first Machine differs when neither matches',
      current: { initConfiguration: { nodeRegistration: { name: 'n' } } },
      desired: { initConfiguration: { nodeRegistration: { name: 'm' } }, joinConfiguration: { nodeRegistration: { name: 'm' } } },
      matches: false,
    },
    {
      rule: 'knows the gate that is written for 1.31 to 1.35',
      current: join({ clusterConfiguration: { featureGates: { ControlPlaneKubeletLocalMode: true } } }),
      desired: {},
      matches: true,
      version: 'v1.35.2',
    },
    {
      rule: 'does without that gate from 1.36 on',
      current: join({ clusterConfiguration: { featureGates: { ControlPlaneKubeletLocalMode: true } } }),
      desired: {},
      matches: false,
      version: 'v1.36.0',
    },
  ])('$rule', ({ current, desired, matches, version: of = version }) => expect(kubeadmConfigMatches(current, desired, of)).toBe(matches));

  test('is up to date the moment it is made, however it comes to life', () => {
    const desired: KubeadmConfigSpec = {
      clusterConfiguration: { apiServer: { certSANs: ['a'] } },
      initConfiguration: { nodeRegistration: { name: 'i' } },
      joinConfiguration: { nodeRegistration: { name: 'j' } },
    };
    for (const form of ['init', 'join'] as const) {
      expect(kubeadmConfigMatches(configSpec(desired, 'v1.34.0', form), desired, 'v1.34.0')).toBe(true);
    }
  });
});
