import { nodeTaints, type MachineTaint, type Draft } from '@capi/api';

import { forbidden, invalid, type Finding } from '../finding.ts';
import type { Gates } from '../webhook.ts';
import { qualifiedNameProblems, validateName } from './names.ts';

const gate = 'MachineTaintPropagation';
const outOfService = 'node.kubernetes.io/out-of-service';
const master = 'node-role.kubernetes.io/master';

/** Why a key is not for users; undefined when it is. */
function reservation(key: string): string | undefined {
  if (key === nodeTaints.uninitialized || key === nodeTaints.outdatedRevision) return 'is set and removed by Cluster API itself';
  if (key.startsWith('node.kubernetes.io/') && key !== outOfService) return 'is set and removed by Kubernetes itself';
  if (key.startsWith('node.cloudprovider.kubernetes.io/')) return 'is set and removed by the cloud provider';
  if (key === master) return `is deprecated; use ${nodeTaints.controlPlane}`;
  return undefined;
}

/**
 * Taints for the Nodes of Machines: keys as Kubernetes takes them, and none that somebody else looks after.
 * @see upstream v1.14.0 internal/util/taints/validation.go (behaviour)
 */
export function validateTaints(path: string, taints: readonly Draft<MachineTaint>[] = [], gates: Gates): readonly Finding[] {
  if (!gates.enabled(gate)) {
    return taints.length === 0 ? [] : [forbidden(path, `can be set only if the ${gate} feature gate is enabled`)];
  }
  return taints.flatMap(({ key = '' }, index) => {
    const at = `${path}[${index}].key`;
    const reserved = reservation(key);
    return [...(reserved === undefined ? [] : [invalid(at, key, reserved)]), ...validateName(at, key, qualifiedNameProblems)];
  });
}

/** As {@link validateTaints}, for Machines that are no control plane: their Nodes must not look like one. */
export const validateWorkerTaints = (path: string, taints: readonly Draft<MachineTaint>[] = [], gates: Gates): readonly Finding[] => [
  ...validateTaints(path, taints, gates),
  ...(gates.enabled(gate) ? taints : []).flatMap(({ key }, index) =>
    key === nodeTaints.controlPlane ? [invalid(`${path}[${index}].key`, key, 'is for control-plane Machines only')] : [],
  ),
];
