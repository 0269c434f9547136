import { allKinds, kindsOf, resourceName } from '@capi/api';
import { nodeKeySource, runProvider } from '@capi/controller-runtime';
import { addCrdMigration } from '@capi/crd-migration';
import { seconds } from '@capi/seams';
import { createSimulation } from '@capi/simulated-machine';
import { selfManagedCertificates } from '@capi/webhook-certificates';

import { addControllers } from './add-controllers.ts';
import { flags } from './flags.ts';
import { simulationMetrics } from './metrics.ts';
import { webhooks } from './webhooks/webhooks.ts';

const ownKinds = kindsOf('infrastructure-docker');

await runProvider({
  name: 'cluster-api-docker-controller-manager',
  version: 'v0.1.0',
  lease: 'controller-leader-election-capd',
  leaseNamespace: 'capd-system',
  own: flags,
  features: ['PriorityQueue', 'ReconcilerRateLimiting'],
  webhooks: {
    converts: ownKinds,
    knows: allKinds,
    admission: webhooks,
    ports: () => ({}),
    selfManaged: selfManagedCertificates({ prefix: 'capd-', definitions: ownKinds.map(resourceName), keys: nodeKeySource() }),
  },
  setup(runtime, { own, pod, skipCrdMigrationPhases: skip }) {
    const { clock, random, log } = runtime;
    const host = pod.ip ?? '127.0.0.1';
    const stateDirectory = own['in-memory-state-dir'];
    const simulation = createSimulation({
      clock,
      random,
      log,
      keys: nodeKeySource(),
      host,
      ...simulationMetrics(runtime.metrics, host),
      ...(stateDirectory === '' ? {} : { stateDirectory }),
    });
    addControllers({
      runtime,
      simulation,
      settings: {
        simulateDocker: own['simulate-docker'],
        patience: seconds(10),
        concurrency: {
          devCluster: own['devcluster-concurrency'],
          devMachine: own['devmachine-concurrency'],
          dockerCluster: own['dockercluster-concurrency'],
          dockerMachine: own['dockermachine-concurrency'],
        },
      },
    });
    addCrdMigration(runtime, { kinds: ownKinds, skip });
    return () => simulation.close();
  },
});
