import { forbidden, required, type Finding } from '@capi/admission';

/**
 * How many Machines a control plane may have: at least one, and an odd number while etcd runs on them, since an even one adds a Machine
 * that can fail but no failure that can be survived.
 */
export function validateReplicas(path: string, replicas: number | undefined, hasExternalEtcd: boolean): readonly Finding[] {
  if (replicas === undefined) return [required(path, 'must be set, as to 1 or 3')];
  if (replicas <= 0) return [forbidden(path, 'must be 1 or more; to remove a control plane, delete its Cluster')];
  const isEven = replicas % 2 === 0;
  return isEven && !hasExternalEtcd ? [forbidden(path, 'must be odd while etcd runs on the control-plane Machines')] : [];
}
