import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { countFlag, switchFlag, textFlag } from '@capi/controller-runtime';

/** The flags that only this provider has: upstream's, then ours. */
export const flags = {
  'devcluster-concurrency': countFlag(50, 'DevClusters that are reconciled at once.', 1),
  'devmachine-concurrency': countFlag(50, 'DevMachines that are reconciled at once.', 1),
  'dockercluster-concurrency': countFlag(50, 'DockerClusters that are reconciled at once.', 1),
  'dockermachine-concurrency': countFlag(100, 'DockerMachines that are reconciled at once.', 1),
  'devmachinepool-concurrency': countFlag(100, 'Accepted for compatibility; there are no DevMachinePools yet.', 1),
  'dockermachinepool-concurrency': countFlag(50, 'Accepted for compatibility; there are no DockerMachinePools yet.', 1),
  'devmachinetemplate-concurrency': countFlag(50, 'Accepted for compatibility; templates have no controller yet.', 1),
  'dockermachinetemplate-concurrency': countFlag(50, 'Accepted for compatibility; templates have no controller yet.', 1),
  'simulate-docker': switchFlag(false, 'Simulate what asks for Docker, instead of saying that there is no Docker backend.'),
  'in-memory-state-dir': textFlag(
    join(tmpdir(), `capd-${process.getuid?.() ?? 'in-memory'}`),
    'Folder where simulated clusters keep what their etcd holds, so that it survives this process; empty keeps it in memory.',
  ),
};
