import { allKinds, kindsOf } from '@capi/api';
import { nodeKeySource, runProvider } from '@capi/controller-runtime';
import { addCrdMigration } from '@capi/crd-migration';
import { createWorkloadClusters, httpsAccess } from '@capi/workload-cluster';

import { checkFlags, flags } from './flags.ts';
import { kubeadmConfigController } from './reconcilers/kubeadm-config/controller.ts';
import { webhooks } from './webhooks/webhooks.ts';

const name = 'cluster-api-kubeadm-bootstrap-manager';
const version = 'v0.1.0';

await runProvider({
  name,
  version,
  lease: 'kubeadm-bootstrap-manager-leader-election-capi',
  leaseNamespace: 'capi-kubeadm-bootstrap-system',
  own: flags,
  check: checkFlags,
  features: ['PriorityQueue', 'ReconcilerRateLimiting', 'KubeadmBootstrapFormatIgnition'],
  webhooks: { converts: kindsOf('bootstrap-kubeadm'), knows: allKinds, admission: webhooks, ports: () => ({}) },
  setup(runtime, { own, clusterCache, skipCrdMigrationPhases: skip }) {
    const workloadClusters = createWorkloadClusters({
      runtime,
      openAccess: httpsAccess({ ...runtime, userAgent: `${name}/${version}`, rateLimit: clusterCache }),
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
    addCrdMigration(runtime, { kinds: kindsOf('bootstrap-kubeadm'), skip });
  },
});
