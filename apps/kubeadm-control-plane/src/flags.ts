import { choiceFlag, countFlag, durationFlag, textFlag, type FlagValues } from '@capi/controller-runtime';
import { minutes, seconds } from '@capi/seams';

/** Flags that only this provider has, with upstream's names and defaults. */
export const ownFlags = {
  'kubeadmcontrolplane-concurrency': countFlag(100, 'KubeadmControlPlanes to reconcile at once.', 1),
  'remote-conditions-grace-period': durationFlag(
    minutes(5),
    'How long a workload cluster may be silent before the conditions on its Machines become Unknown; at least 2m.',
  ),
  'load-balancer-grace': durationFlag(
    seconds(3),
    'How long a machine that is deleted keeps its etcd member, without which its API server fails, so that load balancers hear of it first.',
  ),
  'etcd-dial-timeout-duration': durationFlag(seconds(10), 'How long connecting to an etcd member may take.'),
  'etcd-call-timeout-duration': durationFlag(seconds(15), 'How long an etcd member may take to answer.'),
  'etcd-client-log-level': choiceFlag(
    ['debug', 'info', 'warn', 'error', 'dpanic', 'panic', 'fatal'],
    'info',
    'Accepted for compatibility; what etcd answers is logged with the step that asked.',
  ),
  'runtime-extension-client-cert-file': textFlag('', 'Accepted for compatibility; runtime extensions are not called.'),
  'runtime-extension-client-key-file': textFlag('', 'Accepted for compatibility; runtime extensions are not called.'),
};
export type OwnFlags = typeof ownFlags;

/** Rules between and within these flags: what is wrong, in one line. */
export const checkFlags = (values: FlagValues<OwnFlags>): string | undefined =>
  values['remote-conditions-grace-period'] < minutes(2) ? '--remote-conditions-grace-period must be at least 2m' : undefined;

/** Upstream renews the lease of this provider less often than those of the others. */
export const flagDefaults = {
  'leader-elect-lease-duration': minutes(1),
  'leader-elect-renew-deadline': seconds(40),
  'leader-elect-retry-period': seconds(5),
};
