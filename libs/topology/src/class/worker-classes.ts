import {
  invalid,
  validateHealthCheck,
  validateNamingTemplate,
  validateRollingUpdate,
  validateTaints,
  validateTemplateMetadata,
  type Finding,
  type Gates,
} from '@capi/admission';
import type { Draft, MachineDeploymentClass, MachinePoolClass } from '@capi/api';

const sampleCluster = { cluster: { name: 'cluster' } };

/** Classes of MachineDeployments: names, rollouts, health checks, taints and metadata. */
export const validateMachineDeploymentClasses = (classes: readonly Draft<MachineDeploymentClass>[], gates: Gates): readonly Finding[] => [
  ...uniqueClasses('spec.workers.machineDeployments', classes),
  ...classes.flatMap((each) => {
    const path = `spec.workers.machineDeployments[${each.class ?? ''}]`;
    return [
      ...validateRollingUpdate(`${path}.rollout.strategy.rollingUpdate`, each.rollout?.strategy?.rollingUpdate),
      ...validateHealthCheck(`${path}.healthCheck`, each.healthCheck ?? {}),
      ...validateNamingTemplate(`${path}.naming.template`, each.naming?.template, {
        sample: { ...sampleCluster, machineDeployment: { topologyName: 'mdtopology' } },
        mustBeRandom: false,
      }),
      ...validateTaints(`${path}.taints`, each.taints, gates),
      ...validateTemplateMetadata(`${path}.template.metadata`, each.metadata),
    ];
  }),
];

/** Classes of MachinePools: names, taints and metadata. */
export const validateMachinePoolClasses = (classes: readonly Draft<MachinePoolClass>[], gates: Gates): readonly Finding[] => [
  ...uniqueClasses('spec.workers.machinePools', classes),
  ...classes.flatMap((each) => {
    const path = `spec.workers.machinePools[${each.class ?? ''}]`;
    return [
      ...validateNamingTemplate(`${path}.naming.template`, each.naming?.template, {
        sample: { ...sampleCluster, machinePool: { topologyName: 'mptopology' } },
        mustBeRandom: false,
      }),
      ...validateTaints(`${path}.taints`, each.taints, gates),
      ...validateTemplateMetadata(`${path}.template.metadata`, each.metadata),
    ];
  }),
];

function uniqueClasses(path: string, classes: readonly { readonly class?: string | undefined }[]): readonly Finding[] {
  const seen = new Set<string>();
  return classes.flatMap(({ class: name = '' }, index) => {
    const isNew = !seen.has(name);
    seen.add(name);
    return isNew ? [] : [invalid(`${path}[${index}].class`, name, 'is used by an earlier entry; every class needs a name of its own')];
  });
}
