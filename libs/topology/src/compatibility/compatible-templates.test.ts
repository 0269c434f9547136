import { aClass, aWorkerClass, said } from '../testing.ts';
import { validateCompatible } from './compatible-templates.ts';

const ref = (more: object) => ({ apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta2', kind: 'DevMachineTemplate', name: 't', ...more });
const { controlPlane } = aClass();

describe('a class and another', () => {
  test.each<{ rule: string; now: object; says: readonly string[] }>([
    { rule: 'fit when they are the same', now: aClass(), says: [] },
    {
      rule: 'may have other names and versions',
      now: aClass({
        infrastructure: {
          templateRef: { ...ref({ name: 'u', kind: 'DevClusterTemplate' }), apiVersion: 'infrastructure.cluster.x-k8s.io/v9' },
        },
      }),
      says: [],
    },
    {
      rule: 'have infrastructure of the same kind and group',
      now: aClass({ infrastructure: { templateRef: ref({ apiVersion: 'other.io/v1' }) } }),
      says: ['Forbidden spec.infrastructure.templateRef.apiVersion', 'Forbidden spec.infrastructure.templateRef.kind'],
    },
    {
      rule: 'have the same kind of control plane',
      now: aClass({ controlPlane: { ...controlPlane, templateRef: { ...controlPlane?.templateRef, kind: 'OtherTemplate' } } }),
      says: ['Forbidden spec.controlPlane.templateRef.kind'],
    },
    {
      rule: 'both have Machines in their control planes, or neither',
      now: aClass({ controlPlane: { ...controlPlane, machineInfrastructure: undefined } }),
      says: [
        'Forbidden spec.controlPlane.machineInfrastructure.templateRef.apiVersion',
        'Forbidden spec.controlPlane.machineInfrastructure.templateRef.kind',
      ],
    },
    {
      rule: 'have the same Machines in worker classes of the same name',
      now: aClass({
        workers: {
          machineDeployments: [aWorkerClass('new', { infrastructure: { templateRef: ref({ kind: 'X' }) } })],
          machinePools: [aWorkerClass('pool', { infrastructure: { templateRef: ref({ kind: 'X' }) } })],
        },
      }),
      says: ['Forbidden spec.workers.machinePools[0].infrastructure.templateRef.kind'],
    },
    {
      rule: 'may have any bootstrap',
      now: aClass({ workers: { machineDeployments: [aWorkerClass('worker', { bootstrap: { templateRef: ref({ kind: 'X' }) } })] } }),
      says: [],
    },
  ])('$rule', ({ now, says }) => expect(said(validateCompatible(now, aClass()))).toEqual(says));
});
