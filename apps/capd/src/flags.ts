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
  'devmachinetemplate-concurrency': countFlag(50, 'DevMachineTemplates that are reconciled at once.', 1),
  'dockermachinetemplate-concurrency': countFlag(50, 'DockerMachineTemplates that are reconciled at once.', 1),
  'docker-network': textFlag(
    process.env['KIND_EXPERIMENTAL_DOCKER_NETWORK'] || 'kind',
    'Network of the Docker engine that containers go to; made when it is not there, and then with fixed addresses.',
  ),
  'simulate-docker': switchFlag(false, 'Simulate what asks for Docker, which needs no engine.'),
  'in-memory-state-dir': textFlag(
    join(tmpdir(), `capd-${process.getuid?.() ?? 'in-memory'}`),
    'Folder where simulated clusters keep what their etcd holds, so that it survives this process; empty keeps it in memory.',
  ),
};
