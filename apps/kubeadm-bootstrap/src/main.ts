import { allKinds, kindsOf, resourceName } from '@capi/api';
import { nodeKeySource, providerUserAgent, runProvider } from '@capi/controller-runtime';
import { addCrdMigration } from '@capi/crd-migration';
import { selfManagedCertificates } from '@capi/webhook-certificates';
import { createWorkloadClusters, httpsAccess } from '@capi/workload-cluster';

import { checkFlags, flags } from './flags.ts';
import { kubeadmConfigController } from './reconcilers/kubeadm-config/controller.ts';
import { webhooks } from './webhooks/webhooks.ts';

const name = 'cluster-api-kubeadm-bootstrap-manager';
const version = 'v0.1.0';
const ownKinds = kindsOf('bootstrap-kubeadm');

await runProvider({
  name,
  version,
  lease: 'kubeadm-bootstrap-manager-leader-election-capi',
  leaseNamespace: 'capi-kubeadm-bootstrap-system',
  own: flags,
  check: checkFlags,
  features: ['PriorityQueue', 'ReconcilerRateLimiting', 'KubeadmBootstrapFormatIgnition'],
  webhooks: {
    converts: ownKinds,
    knows: allKinds,
    admission: webhooks,
    ports: () => ({}),
    selfManaged: selfManagedCertificates({
      prefix: 'capi-kubeadm-bootstrap-',
      definitions: ownKinds.map(resourceName),
      keys: nodeKeySource(),
    }),
  },
  setup(runtime, { own, clusterCache, skipCrdMigrationPhases: skip }) {
    const workloadClusters = createWorkloadClusters({
      runtime,
      openAccess: httpsAccess({ ...runtime, userAgent: providerUserAgent(name, version), rateLimit: clusterCache }),
      concurrency: clusterCache.concurrency,
    });
    runtime.add(
      kubeadmConfigController({
        runtime,
        workloadClusters,
        keys: nodeKeySource(),
        tokenLifetime: own['bootstrap-token-ttl'],
        concurrency: own['kubeadmconfig-concurrency'],
      }),
    );
    addCrdMigration(runtime, { kinds: ownKinds, skip });
  },
});
