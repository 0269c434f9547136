import type { Ports } from '../ports.ts';
import type { Sight } from '../subject.ts';
import type { Actions } from './actions.ts';
import { etcdActions } from './etcd.ts';
import { machineActions } from './machines.ts';
import { remediationActions } from './remediation.ts';
import { setUpActions } from './set-up.ts';
import { choreActions } from './workload-chores.ts';

/** The actions on what was just seen. */
export const createActions = (sight: Sight, ports: Ports): Actions => ({
  ...setUpActions(sight.subject, ports),
  ...machineActions(sight.subject, ports),
  ...etcdActions(sight, ports),
  ...choreActions(sight, ports),
  ...remediationActions(sight, ports),
});
