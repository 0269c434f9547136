import { draftOf, type Denial, type Ruling, type ScaleAdmission } from '@capi/admission';

import type { ControlPlanePorts } from '../ports.ts';
import { validateReplicas } from './replicas.ts';
import { hasExternalEtcd } from './validate.ts';

const denied = (status: Denial['status'], message: string): Ruling => ({ findings: [], denial: { status, message } });

/** Writes to `/scale`: they say how many Machines are wanted, but not of what, so the control plane is looked up. */
export async function validateScale(
  { namespace, name, replicas }: ScaleAdmission,
  ports: ControlPlanePorts,
  signal: AbortSignal,
): Promise<Ruling> {
  const controlPlane = await ports.readKubeadmControlPlane({ namespace, name }, signal);
  if (controlPlane === undefined) {
    return denied(500, `cannot scale KubeadmControlPlane ${namespace}/${name}: it has not been seen; try again`);
  }
  const [problem] = validateReplicas('spec.replicas', replicas, hasExternalEtcd(draftOf(controlPlane).spec));
  return problem === undefined
    ? { findings: [] }
    : denied(403, `cannot scale KubeadmControlPlane ${namespace}/${name} to ${replicas} replicas: ${problem.path} ${problem.message}`);
}
