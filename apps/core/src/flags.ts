import { countFlag, durationFlag, listFlag, textFlag } from '@capi/controller-runtime';
import { minutes, seconds, type Duration } from '@capi/seams';

import type { PreflightCheck } from './reconcilers/machine-set/observation.ts';

const checks = ['All', 'KubeadmVersionSkew', 'KubernetesVersionSkew', 'ControlPlaneIsStable', 'ControlPlaneVersionSkew'] as const;

/** The flags that only this provider has, with upstream's names and defaults. */
export const flags = {
  'remote-connection-grace-period': durationFlag(
    seconds(50),
    'How long a workload cluster may be silent before RemoteConnectionProbe is False.',
  ),
  'remote-conditions-grace-period': durationFlag(
    minutes(5),
    'How long a workload cluster may be silent before what is known of its Nodes is Unknown; 2m or more.',
  ),
  'cluster-concurrency': countFlag(50, 'Clusters that are reconciled at once.', 1),
  'machine-concurrency': countFlag(100, 'Machines that are reconciled at once.', 1),
  'machineset-concurrency': countFlag(50, 'MachineSets that are reconciled at once.', 1),
  'machinedeployment-concurrency': countFlag(50, 'MachineDeployments that are reconciled at once.', 1),
  'machinepool-concurrency': countFlag(50, 'Accepted for compatibility; there are no MachinePools yet.', 1),
  'machinehealthcheck-concurrency': countFlag(50, 'Accepted for compatibility; there are no MachineHealthChecks yet.', 1),
  'clustertopology-concurrency': countFlag(50, 'Accepted for compatibility; there are no topologies yet.', 1),
  'clusterclass-concurrency': countFlag(10, 'Accepted for compatibility; there are no ClusterClasses yet.', 1),
  'extensionconfig-concurrency': countFlag(10, 'Accepted for compatibility; there are no ExtensionConfigs yet.', 1),
  'clusterresourceset-concurrency': countFlag(10, 'Accepted for compatibility; there are no ClusterResourceSets yet.', 1),
  'machineset-preflight-checks': listFlag<(typeof checks)[number]>(
    ['All'],
    'Checks before Machines of a MachineSet are made; empty for none.',
    checks,
  ),
  'runtime-extension-client-cert-file': textFlag('', 'Accepted for compatibility; there are no runtime extensions yet.'),
  'runtime-extension-client-key-file': textFlag('', 'Accepted for compatibility; there are no runtime extensions yet.'),
  'additional-sync-machine-labels': listFlag([], 'Regular expressions of Machine labels that reach the Node as well.'),
  'additional-sync-machine-annotations': listFlag([], 'Regular expressions of Machine annotations that reach the Node as well.'),
};

/** What the flags say together that none of them may. */
export function checkFlags(values: {
  readonly 'remote-connection-grace-period': Duration;
  readonly 'remote-conditions-grace-period': Duration;
  readonly 'additional-sync-machine-labels': readonly string[];
  readonly 'additional-sync-machine-annotations': readonly string[];
}): string | undefined {
  const grace = values['remote-conditions-grace-period'];
  if (grace < minutes(2)) return '--remote-conditions-grace-period must be 2m or more';
  if (grace <= values['remote-connection-grace-period'])
    return '--remote-conditions-grace-period must be longer than --remote-connection-grace-period';
  for (const name of ['additional-sync-machine-labels', 'additional-sync-machine-annotations'] as const) {
    const broken = values[name].find((pattern) => !isPattern(pattern));
    if (broken !== undefined) return `--${name}: ${broken} is no regular expression`;
  }
  return undefined;
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** The preflight checks that are on. */
export function preflightChecks(named: readonly (typeof checks)[number][], isEnabled: boolean): readonly PreflightCheck[] {
  if (!isEnabled) return [];
  return checks.filter((check) => check !== 'All').filter((check) => named.includes('All') || named.includes(check));
}
