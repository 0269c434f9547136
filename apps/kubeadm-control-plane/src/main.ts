import { allKinds, kindsOf, resourceName } from '@capi/api';
import { nodeKeySource, providerUserAgent, runProvider } from '@capi/controller-runtime';
import { addCrdMigration } from '@capi/crd-migration';
import { selfManagedCertificates } from '@capi/webhook-certificates';
import { createWorkloadClusters, httpsAccess } from '@capi/workload-cluster';

import { checkFlags, flagDefaults, ownFlags } from './flags.ts';
import { keysAhead } from './keys-ahead.ts';
import { stepMetrics } from './metrics.ts';
import { kubeadmControlPlaneController } from './reconcilers/kubeadm-control-plane/controller.ts';
import { emptyMemory } from './reconcilers/kubeadm-control-plane/memory.ts';
import { cachedPorts } from './webhooks/cached-ports.ts';
import { webhooks } from './webhooks/webhooks.ts';
import { createEtcdAccess } from './workload/etcd-access.ts';
import { servingCertificateExpiry } from './workload/serving-certificate.ts';
import { whileLeading } from './workload/while-leading.ts';

const name = 'cluster-api-kubeadm-control-plane-manager';
const version = 'v0.1.0';
const ownKinds = kindsOf('control-plane-kubeadm');

await runProvider({
  name,
  version,
  lease: 'kubeadm-control-plane-manager-leader-election-capi',
  leaseNamespace: 'capi-kubeadm-control-plane-system',
  features: ['PriorityQueue', 'ReconcilerRateLimiting'],
  own: ownFlags,
  check: checkFlags,
  defaults: flagDefaults,
  webhooks: {
    converts: ownKinds,
    knows: allKinds,
    admission: webhooks,
    ports: cachedPorts,
    selfManaged: selfManagedCertificates({
      prefix: 'capi-kubeadm-control-plane-',
      definitions: ownKinds.map(resourceName),
      keys: nodeKeySource(),
    }),
  },
  setup(runtime, flags) {
    const { clock, random, log } = runtime;
    const { concurrency, ...rateLimit } = flags.clusterCache;
    const openAccess = httpsAccess({ clock, random, log, userAgent: providerUserAgent(name, version), rateLimit, fence: runtime.fence });
    const keys = keysAhead(nodeKeySource());
    const etcd = createEtcdAccess({
      clock,
      keys,
      dialTimeout: flags.own['etcd-dial-timeout-duration'],
      callTimeout: flags.own['etcd-call-timeout-duration'],
    });
    const ports = {
      runtime,
      keys,
      etcd: whileLeading(etcd, runtime),
      servingCertificateExpiry: servingCertificateExpiry(clock),
      events: runtime.events('kubeadmcontrolplane-controller'),
      metrics: stepMetrics(runtime.metrics),
      workloadClusters: createWorkloadClusters({ runtime, openAccess, concurrency }),
      memory: emptyMemory(),
      conditionsGracePeriod: flags.own['remote-conditions-grace-period'],
      loadBalancerGrace: flags.own['load-balancer-grace'],
    };
    runtime.add(kubeadmControlPlaneController(ports, flags.own['kubeadmcontrolplane-concurrency']));
    addCrdMigration(runtime, { kinds: ownKinds, skip: flags.skipCrdMigrationPhases });
    return () => etcd.close();
  },
});
