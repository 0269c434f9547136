import { printKey } from '@capi/api';
import { ApiError, refusedAs } from '@capi/controller-runtime';
import { OperationError, terminal, transient } from '@capi/seams';

import type { Ports } from '../ports.ts';
import type { Sight } from '../subject.ts';
import type { Actions } from './actions.ts';
import { etcdActions } from './etcd.ts';
import { machineActions } from './machines.ts';
import { setUpActions } from './set-up.ts';
import { choreActions } from './workload-chores.ts';

/** The actions on what was just seen. */
export const createActions = (sight: Sight, ports: Ports): Actions => ({
  ...setUpActions(sight.subject, ports),
  ...machineActions(sight.subject, ports),
  ...etcdActions(sight, ports),
  ...choreActions(sight, ports),
});

/**
 * What an API server refused, as a failure that a report can show. Lost races stay what they are: the next look settles them, and nobody
 * needs to hear of them.
 */
export function explained(error: unknown, { seen }: Sight): unknown {
  if (!(error instanceof ApiError) || error instanceof OperationError) return error;
  if (refusedAs(error, 'Conflict') || refusedAs(error, 'AlreadyExists')) return error;
  const object = `KubeadmControlPlane ${printKey({ namespace: seen.namespace, name: seen.name })}`;
  const failure = { action: 'change what belongs to the control plane', object, why: error.message };
  return refusedAs(error, 'Invalid') ? terminal({ ...failure, hint: 'correct the template' }, error) : transient(failure, error);
}
