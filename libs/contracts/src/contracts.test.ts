import type { UnstructuredObject } from '@capi/api';

import { cloneTemplate } from './clone-template.ts';
import { compareApiVersions, contractOf, crdNames } from './contract-of.ts';
import { ContractViolation } from './contract-violation.ts';
import { isProvisioning, isScaling, isUpgrading } from './control-plane-state.ts';
import { bootstrapConfig, controlPlane, infraCluster, infraMachine } from './kinds.ts';

const object = (parts: { spec?: Record<string, unknown>; status?: Record<string, unknown> } = {}): UnstructuredObject => ({
  apiVersion: 'infrastructure.example.com/v1',
  kind: 'Thing',
  metadata: { name: 'a', namespace: 'team-a' },
  ...parts,
});
const crd = (labels: Record<string, string>) => ({ metadata: { name: 'things.infrastructure.example.com', labels } });

describe('contract of a CRD', () => {
  test.each<{ rule: string; labels: Record<string, string>; expected: { contract: string; version: string } }>([
    {
      rule: 'is the newest that is declared',
      labels: { 'cluster.x-k8s.io/v1beta1': 'v1', 'cluster.x-k8s.io/v1beta2': 'v2' },
      expected: { contract: 'v1beta2', version: 'v2' },
    },
    {
      rule: 'passes over an empty label',
      labels: { 'cluster.x-k8s.io/v1beta2': '', 'cluster.x-k8s.io/v1beta1': 'v1' },
      expected: { contract: 'v1beta1', version: 'v1' },
    },
    {
      rule: 'takes the highest API version, wherever it stands',
      labels: { 'cluster.x-k8s.io/v1beta2': 'v1beta2_v1alpha9' },
      expected: { contract: 'v1beta2', version: 'v1beta2' },
    },
  ])('$rule', ({ labels, expected }) => expect(contractOf(crd(labels))).toEqual(expected));

  test('is missed with a message that names the labels', () => {
    expect(() => contractOf(crd({}))).toThrow(/CustomResourceDefinition things\.infrastructure\.example\.com.*cluster\.x-k8s\.io\/v1beta2/);
  });

  test('ranks API versions as Kubernetes does', () => {
    const ranked = ['foo', 'v1alpha1', 'v1alpha2', 'v1beta1', 'v1beta10', 'v1', 'v2', 'v10'];
    expect(ranked.toReversed().toSorted(compareApiVersions)).toEqual(ranked);
  });

  test.each([
    { kind: 'DockerMachine', name: 'dockermachines.x' },
    { kind: 'NodePolicy', name: 'nodepolicies.x' },
    { kind: 'Proxy', name: 'proxies.x' },
    { kind: 'Gateway', name: 'gateways.x' },
    { kind: 'Class', name: 'classes.x' },
  ])('is looked for under the plural of $kind', ({ kind, name }) => expect(crdNames({ apiGroup: 'x', kind })[0]).toBe(name));
});

describe('contract fields', () => {
  test('are absent when nothing is there on the way', () => {
    expect(infraMachine.v1beta2.provisioned.read(object())).toBeUndefined();
    expect(infraMachine.v1beta2.providerID.read(object({ spec: { providerID: null } }))).toBeUndefined();
  });

  test('are read where the contract has them', () => {
    expect(infraMachine.v1beta2.provisioned.read(object({ status: { ready: true } }))).toBeUndefined();
    expect(infraMachine.v1beta1.provisioned.read(object({ status: { ready: true } }))).toBe(true);
    expect(bootstrapConfig.v1beta2.dataSecretCreated.read(object({ status: { initialization: { dataSecretCreated: true } } }))).toBe(true);
    expect(controlPlane.v1beta1.initialized.read(object({ status: { initialized: true } }))).toBe(true);
  });

  test('refuse a value of another shape, naming object, path and shape', () => {
    const wrong = object({ spec: { providerID: 7 } });
    expect(() => infraMachine.v1beta2.providerID.read(wrong)).toThrow(ContractViolation);
    expect(() => infraMachine.v1beta2.providerID.read(wrong)).toThrow(
      'cannot read spec.providerID for Thing team-a/a: the contract wants a text',
    );
  });

  test('bring failure domains of both contracts into one form, sorted by name', () => {
    const expected = [
      { name: 'a', controlPlane: true, attributes: { zone: '1' } },
      { name: 'b', controlPlane: false },
    ];
    const list = [{ name: 'b' }, { name: 'a', controlPlane: true, attributes: { zone: '1' } }];
    const map = { b: {}, a: { controlPlane: true, attributes: { zone: '1' } } };
    expect(infraCluster.v1beta2.failureDomains.read(object({ status: { failureDomains: list } }))).toEqual(expected);
    expect(infraCluster.v1beta1.failureDomains.read(object({ status: { failureDomains: map } }))).toEqual(expected);
  });

  test.each([
    { status: {}, available: 3 },
    { status: { unavailableReplicas: 1 }, available: 2 },
    { status: { unavailableReplicas: 5 }, available: 0 },
  ])('count available replicas of v1beta1 control planes from what is missing: $status', ({ status, available }) => {
    expect(controlPlane.v1beta1.availableReplicas.read(object({ spec: { replicas: 3 }, status }))).toBe(available);
  });
});

describe('state of a control plane', () => {
  const fields = controlPlane.v1beta2;
  const versions = (...names: string[]) => names.map((version) => ({ version, replicas: 1 }));

  test.each([
    { rule: 'is provisioning while no version is reported', status: {}, expected: true },
    { rule: 'is no longer provisioning with versions', status: { versions: versions('v1.34.0') }, expected: false },
    { rule: 'is no longer provisioning with the old version field', status: { version: 'v1.34.0' }, expected: false },
  ])('$rule', ({ status, expected }) => expect(isProvisioning(object({ status }), fields)).toBe(expected));

  test.each([
    { rule: 'is not upgrading without a status', status: {}, expected: false },
    { rule: 'is upgrading while a machine runs a lower version', status: { versions: versions('v1.34.0', 'v1.34.1') }, expected: true },
    { rule: 'is not upgrading when all run the wanted version', status: { versions: versions('v1.34.1') }, expected: false },
    { rule: 'falls back to the old version field', status: { version: 'v1.33.0' }, expected: true },
  ])('$rule', ({ status, expected }) => expect(isUpgrading(object({ spec: { version: 'v1.34.1' }, status }), fields)).toBe(expected));

  test('compares build metadata', () => {
    expect(isUpgrading(object({ spec: { version: 'v1.34.1+b.2' }, status: { versions: versions('v1.34.1+b.1') } }), fields)).toBe(true);
  });

  test('refuses versions in descending order', () => {
    const descending = object({ spec: { version: 'v1.34.1' }, status: { versions: versions('v1.34.1', 'v1.34.0') } });
    expect(() => isUpgrading(descending, fields)).toThrow('lowest version first');
  });

  test('is scaling until all counters are reported and equal what is wanted', () => {
    const counters = { replicas: 3, readyReplicas: 3, availableReplicas: 3, upToDateReplicas: 3 };
    expect(isScaling(object({ spec: { replicas: 3 }, status: counters }), fields)).toBe(false);
    expect(isScaling(object({ spec: { replicas: 3 }, status: { ...counters, readyReplicas: 2 } }), fields)).toBe(true);
    expect(isScaling(object({ spec: { replicas: 3 }, status: { replicas: 3 } }), fields)).toBe(true);
  });
});

describe('clone of a template', () => {
  const template: UnstructuredObject = {
    apiVersion: 'infrastructure.example.com/v1',
    kind: 'ThingTemplate',
    metadata: { name: 'small', resourceVersion: '9', uid: 'u' },
    spec: { template: { metadata: { labels: { a: 'template', b: 'template' }, annotations: { n: 'template' } }, spec: { size: 3 } } },
  };
  const clone = { name: 'w-0', namespace: 'team-a', clusterName: 'demo' };

  test('has the content of the template, its own name, and says where it comes from', () => {
    expect(cloneTemplate(template, { ...clone, labels: { b: 'given' }, annotations: { m: 'given' } })).toEqual({
      apiVersion: 'infrastructure.example.com/v1',
      kind: 'Thing',
      metadata: {
        name: 'w-0',
        namespace: 'team-a',
        labels: { a: 'template', b: 'given', 'cluster.x-k8s.io/cluster-name': 'demo' },
        annotations: {
          n: 'template',
          m: 'given',
          'cluster.x-k8s.io/cloned-from-name': 'small',
          'cluster.x-k8s.io/cloned-from-groupkind': 'ThingTemplate.infrastructure.example.com',
        },
      },
      spec: { size: 3 },
    });
  });

  test('is empty when the template has no content', () => {
    expect(cloneTemplate({ ...template, spec: {} }, clone)).not.toHaveProperty('spec');
  });

  test('shares nothing with the template', () => {
    const made = cloneTemplate(template, clone);
    (made.spec as { size: number }).size = 5;
    expect(template.spec).toHaveProperty('template.spec.size', 3);
  });
});
