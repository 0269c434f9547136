/** Where the runner works inside a container. */
export interface RunnerFolders {
  /** In memory, so that keys never reach a disk: the lock, the steps, the output of the current one, the journal as long as the container runs. */
  readonly run: string;
  /** Survives a restart of the container: the journal once more, and the output of the step that failed. */
  readonly kept: string;
  /** Gets what the steps print, as on a machine where cloud-init ran. */
  readonly log: string;
  /** Upstream's provider makes this file before it starts kubeadm, and so do we. */
  readonly marker: string;
}

export const startMarker = '/run/cluster-api/capd.bootstrap.started';

export const runnerFolders: RunnerFolders = {
  run: '/run/cluster-api/capd',
  kept: '/var/lib/cluster-api/capd',
  log: '/var/log/cloud-init-output.log',
  marker: startMarker,
};
