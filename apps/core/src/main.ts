import { allKinds, kindsOf, resourceName } from '@capi/api';
import { nodeKeySource, providerUserAgent, runProvider } from '@capi/controller-runtime';
import { addCrdMigration } from '@capi/crd-migration';
import { milliseconds, seconds } from '@capi/seams';
import { selfManagedCertificates } from '@capi/webhook-certificates';
import { createWorkloadClusters, httpsAccess } from '@capi/workload-cluster';

import { controllers } from './controllers.ts';
import { externalObjects } from './external/external-objects.ts';
import { checkFlags, flags, preflightChecks } from './flags.ts';
import { cachedPorts } from './webhooks/cached-ports.ts';
import { webhooks } from './webhooks/webhooks.ts';

const name = 'cluster-api-controller-manager';
const version = 'v0.1.0';
const ownKinds = kindsOf('cluster-api');

await runProvider({
  name,
  version,
  lease: 'controller-leader-election-capi',
  leaseNamespace: 'capi-system',
  own: flags,
  check: checkFlags,
  features: ['PriorityQueue', 'ReconcilerRateLimiting', 'MachineSetPreflightChecks', 'MachineWaitForVolumeDetachConsiderVolumeAttachments'],
  webhooks: {
    converts: ownKinds,
    knows: allKinds,
    admission: webhooks,
    ports: cachedPorts,
    selfManaged: selfManagedCertificates({ prefix: 'capi-', definitions: ownKinds.map(resourceName), keys: nodeKeySource() }),
  },
  setup(runtime, { own, clusterCache, features, skipCrdMigrationPhases: skip }) {
    const { clock, random, log } = runtime;
    const { concurrency, ...rateLimit } = clusterCache;
    const openAccess = httpsAccess({ clock, random, log, userAgent: providerUserAgent(name, version), rateLimit, fence: runtime.fence });
    const wiring = {
      runtime,
      workloadClusters: createWorkloadClusters({ runtime, openAccess, concurrency }),
      external: externalObjects(runtime),
      keys: nodeKeySource(),
      settings: {
        remoteConnectionGrace: own['remote-connection-grace-period'],
        remoteConditionsGrace: own['remote-conditions-grace-period'],
        syncLabels: own['additional-sync-machine-labels'],
        syncAnnotations: own['additional-sync-machine-annotations'],
        considerVolumeAttachments: features.enabled('MachineWaitForVolumeDetachConsiderVolumeAttachments'),
        preflightChecks: preflightChecks(own['machineset-preflight-checks'], features.enabled('MachineSetPreflightChecks')),
        concurrency: {
          cluster: own['cluster-concurrency'],
          machine: own['machine-concurrency'],
          machineSet: own['machineset-concurrency'],
          machineDeployment: own['machinedeployment-concurrency'],
        },
        settle: milliseconds(50),
        statusPatience: seconds(2),
      },
    };
    for (const controller of controllers(wiring)) runtime.add(controller);
    addCrdMigration(runtime, { kinds: ownKinds, skip });
  },
});
