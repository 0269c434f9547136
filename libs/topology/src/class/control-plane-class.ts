import {
  forbidden,
  isDefined,
  validateHealthCheck,
  validateNamingTemplate,
  validateTaints,
  validateTemplateMetadata,
  type Finding,
  type Gates,
} from '@capi/admission';
import type { ClusterClassSpec, Draft } from '@capi/api';

const naming = { sample: { cluster: { name: 'cluster' } }, mustBeRandom: false };

/** The control plane and the infrastructure of a class: names, health checks, taints and metadata. */
export function validateControlPlaneClass({ controlPlane, infrastructure }: Draft<ClusterClassSpec>, gates: Gates): readonly Finding[] {
  const path = 'spec.controlPlane';
  const healthCheck = controlPlane?.healthCheck;
  const canBeChecked = !isDefined(healthCheck) || isDefined(controlPlane?.machineInfrastructure?.templateRef);
  return [
    ...(canBeChecked ? [] : [forbidden(`${path}.healthCheck`, 'needs machineInfrastructure, since there are no Machines to check')]),
    // Only these two: control-plane Machines are remediated one at a time.
    ...validateHealthCheck(`${path}.healthCheck`, {
      checks: healthCheck?.checks,
      remediation: { triggerIf: healthCheck?.remediation?.triggerIf },
    }),
    ...validateNamingTemplate('spec.infrastructure.naming.template', infrastructure?.naming?.template, naming),
    ...validateNamingTemplate(`${path}.naming.template`, controlPlane?.naming?.template, naming),
    ...validateTaints(`${path}.taints`, controlPlane?.taints, gates),
    ...validateTemplateMetadata(`${path}.metadata`, controlPlane?.metadata),
  ];
}
