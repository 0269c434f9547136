import { allKinds, kindsOf, resourceName } from '@capi/api';
import { nodeKeySource, providerUserAgent, runProvider } from '@capi/controller-runtime';
import { addCrdMigration } from '@capi/crd-migration';
import { createContainers, createDockerEngine } from '@capi/docker-engine';
import { seconds } from '@capi/seams';
import { createSimulation } from '@capi/simulated-machine';
import { selfManagedCertificates } from '@capi/webhook-certificates';
import { httpsAccess } from '@capi/workload-cluster';

import { addControllers } from './add-controllers.ts';
import { createDockerBackend } from './backends/docker/engine/create-docker-backend.ts';
import { ownHost } from './backends/docker/engine/own-host.ts';
import { dockerLabels } from './backends/docker/names/labels.ts';
import { flags } from './flags.ts';
import { simulationMetrics } from './metrics.ts';
import { webhooks } from './webhooks/webhooks.ts';
import { dockerWorkloadClusters } from './workload-clusters.ts';

const ownKinds = kindsOf('infrastructure-docker');

const name = 'cluster-api-docker-controller-manager';
const version = 'v0.1.0';

await runProvider({
  name,
  version,
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
  setup(runtime, { own, pod, namespace, clusterCache, skipCrdMigrationPhases: skip }) {
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
    const docker = createDockerBackend(runtime, {
      engine: createDockerEngine({ environment: process.env, clock }),
      containersOf: (engine) => createContainers({ engine, label: dockerLabels.kindCluster, clock, random, log }),
      network: own['docker-network'],
      host: ownHost(process.env),
    });
    const { concurrency, ...rateLimit } = clusterCache;
    const openAccess = httpsAccess({ clock, random, log, userAgent: providerUserAgent(name, version), rateLimit, fence: runtime.fence });
    const workloadClusters = dockerWorkloadClusters(runtime, { simulateDocker: own['simulate-docker'] }, { openAccess, concurrency });
    addControllers({
      runtime,
      simulation,
      docker,
      workloadClusters,
      settings: {
        simulateDocker: own['simulate-docker'],
        patience: seconds(10),
        ...(namespace === undefined ? {} : { namespace }),
        concurrency: {
          devCluster: own['devcluster-concurrency'],
          devMachine: own['devmachine-concurrency'],
          devMachineTemplate: own['devmachinetemplate-concurrency'],
          dockerCluster: own['dockercluster-concurrency'],
          dockerMachine: own['dockermachine-concurrency'],
          dockerMachineTemplate: own['dockermachinetemplate-concurrency'],
        },
      },
    });
    addCrdMigration(runtime, { kinds: ownKinds, skip });
    return () => simulation.close();
  },
});
