import type { Finding, Gates } from '@capi/admission';
import type { ClusterClassSpec, Draft } from '@capi/api';

import { validatePatches } from '../patches/validate-patches.ts';
import { validateVariables } from '../variables/validate-variables.ts';
import { validateControlPlaneClass } from './control-plane-class.ts';
import { validateKubernetesVersions } from './kubernetes-versions.ts';
import { validateTemplateReferences } from './template-references.ts';
import { validateMachineDeploymentClasses, validateMachinePoolClasses } from './worker-classes.ts';

type Spec = Draft<ClusterClassSpec>;

/** What is wrong with a class by itself. */
export const validateClass = (spec: Spec, gates: Gates): readonly Finding[] => [
  ...validateTemplateReferences(spec),
  ...validateControlPlaneClass(spec, gates),
  ...validateMachineDeploymentClasses(spec.workers?.machineDeployments ?? [], gates),
  ...validateMachinePoolClasses(spec.workers?.machinePools ?? [], gates),
  ...validateVariables(spec.variables ?? []),
  ...validatePatches(spec, gates),
  ...validateKubernetesVersions(spec.kubernetesVersions),
];
