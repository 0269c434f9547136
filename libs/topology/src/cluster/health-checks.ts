import { forbidden, isDefined, validateHealthCheck, type Finding } from '@capi/admission';
import type { ClusterClassSpec, Draft, Topology } from '@capi/api';

type ClassSpec = Draft<ClusterClassSpec>;
type OwnCheck =
  | NonNullable<Draft<Topology>['controlPlane']>['healthCheck']
  | NonNullable<NonNullable<NonNullable<Draft<Topology>['workers']>['machineDeployments']>[number]['healthCheck']>;

/** Health checks that a topology defines or switches on. Switching on takes a definition, its own or that of the class. */
export const validateHealthChecks = (topology: Draft<Topology>, clusterClass: ClassSpec): readonly Finding[] => [
  ...validateControlPlane(topology, clusterClass),
  ...(topology.workers?.machineDeployments ?? []).flatMap(({ name = '', class: className, healthCheck }) => {
    const made = clusterClass.workers?.machineDeployments?.find((each) => each.class === className);
    const path = `spec.topology.workers.machineDeployments[${name}].healthCheck`;
    return [...validateEnabled(path, healthCheck, made?.healthCheck), ...validateValues(path, healthCheck)];
  }),
];

function validateControlPlane({ controlPlane }: Draft<Topology>, clusterClass: ClassSpec): readonly Finding[] {
  const path = 'spec.topology.controlPlane.healthCheck';
  const own = controlPlane?.healthCheck;
  const hasMachines = isDefined(clusterClass.controlPlane?.machineInfrastructure?.templateRef);
  return [
    ...(definesCheck(own) && !hasMachines
      ? [forbidden(path, 'cannot be set: the class has no machineInfrastructure for its control plane')]
      : []),
    ...validateEnabled(path, own, clusterClass.controlPlane?.healthCheck),
    ...validateValues(path, own),
  ];
}

const validateValues = (path: string, own: OwnCheck): readonly Finding[] => (definesCheck(own) ? validateHealthCheck(path, own ?? {}) : []);

const validateEnabled = (path: string, own: OwnCheck, ofClass: unknown): readonly Finding[] =>
  own?.enabled === true && !definesCheck(own) && !isDefined(ofClass)
    ? // Upstream's name of the field; tools look for it.
      [forbidden(`${path}.enable`, 'cannot be true: neither the topology nor the class says what is checked; set checks or remediation')]
    : [];

const definesCheck = (own: OwnCheck): boolean => isDefined(own?.checks) || isDefined(own?.remediation);
