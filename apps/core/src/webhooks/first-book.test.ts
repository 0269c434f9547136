import type { Admission } from '@capi/admission';
import { annotations, type KubernetesObject, type Machine, type MachineDeployment } from '@capi/api';

import { validateMachineDeployment } from './machine-deployment/validate.ts';
import { validateMachine } from './machine/validate.ts';

const kept = 'conversion.cluster.x-k8s.io/v1alpha2-data';

const admission = <T extends KubernetesObject>(object: object, more: Partial<Admission> = {}) =>
  ({
    operation: 'CREATE',
    object: { metadata: { name: 'a' }, ...object },
    dryRun: false,
    requestedVersion: 'v1alpha2',
    gates: { enabled: () => true },
    ...more,
  }) as unknown as Admission<T>;

const machine = { spec: { clusterName: 'demo', bootstrap: { dataSecretName: 'x' } } };
const template = { metadata: { labels: { a: 'b' } }, spec: { clusterName: 'demo', bootstrap: { dataSecretName: 'x' } } };
const deployment = { spec: { clusterName: 'demo', selector: { matchLabels: { a: 'b' } }, template } };
const withData = (bytes: number) => ({ metadata: { annotations: { [annotations.inlineBootstrapData]: 'x'.repeat(bytes) } } });

describe('what is written in v1alpha2', () => {
  const paths = (given: Admission<Machine>) => validateMachine(given).findings.map(({ kind, path }) => `${kind} ${path}`);

  test('belongs to a Cluster', () => {
    const lost = { spec: { bootstrap: { dataSecretName: 'x' } } };
    const missing = ['Required metadata.labels[cluster.x-k8s.io/cluster-name]'];
    expect(paths(admission(lost))).toEqual(missing);
    expect(paths(admission(lost, { requestedVersion: 'v1beta2' }))).toEqual([]);
  });

  test('may be changed when it never belonged to one, so that finalizers can go', () => {
    const lost = { metadata: { name: 'a' }, spec: { bootstrap: { dataSecretName: 'x' } } };
    expect(paths(admission(lost, { operation: 'UPDATE', before: lost as never }))).toEqual([]);
  });

  test('has bootstrap data that fit into an annotation, and the data are not repeated', () => {
    expect(paths(admission({ ...machine, ...withData(1000) }))).toEqual([]);
    const { findings } = validateMachine(admission<Machine>({ ...machine, ...withData(262_144) }));
    expect(findings).toMatchObject([{ kind: 'TooLong', path: 'spec.bootstrap.data' }]);
    expect(JSON.stringify(findings)).not.toContain('xxx');
  });

  test('has data in templates that fit as well', () => {
    const big = {
      ...deployment,
      spec: { ...deployment.spec, template: { ...template, metadata: { ...template.metadata, ...withData(262_144).metadata } } },
    };
    const found = validateMachineDeployment(admission<MachineDeployment>(big)).findings.map(({ path }) => path);
    expect(found).toContain('spec.template.spec.bootstrap.data');
  });

  test.each([
    {
      rule: 'is told of fields without effect',
      given: { 'spec.progressDeadlineSeconds': { value: 600 }, 'spec.revisionHistoryLimit': { value: 1 } },
      count: 2,
    },
    { rule: 'is told of parts of such fields', given: { 'spec.template.spec.metadata.labels': { value: { a: 'b' } } }, count: 1 },
    { rule: 'hears nothing of fields that were not set', given: { 'spec.progressDeadlineSeconds': {} }, count: 0 },
    { rule: 'hears nothing of fields that are kept for another reason', given: { 'spec.strategy.type': { value: 'Odd' } }, count: 0 },
  ])('$rule', ({ given, count }) => {
    const object = { ...deployment, metadata: { name: 'a', annotations: { [kept]: JSON.stringify(given) } } };
    expect(validateMachineDeployment(admission<MachineDeployment>(object)).warnings).toHaveLength(count);
    expect(validateMachineDeployment(admission<MachineDeployment>(object, { requestedVersion: 'v1beta1' })).warnings).toEqual([]);
  });
});
