import type { Resource, UnstructuredObject } from '@capi/api';
import type { Client } from '@capi/controller-runtime';
import { milliseconds, seconds, terminal, type Clock } from '@capi/seams';

import type { Provider } from '../providers.ts';

/** How long Kubernetes may take to fill in the rules of an aggregated role. */
const patience = seconds(30);

/**
 * Waits until the roles of a provider are in force, so that its first requests are not refused.
 * @throws a terminal OperationError when they are not after a while
 */
export async function untilPermitted(client: Client, provider: Provider, clock: Clock, signal: AbortSignal): Promise<void> {
  const user = `system:serviceaccount:${provider.namespace}:${provider.serviceAccount}`;
  const deadline = clock.monotonic() + patience;
  while (!(await mayWatchClusters(client, user, signal))) {
    if (clock.monotonic() > deadline) {
      throw terminal({
        action: 'let a provider work',
        object: `ServiceAccount ${provider.namespace}/${provider.serviceAccount}`,
        why: `its roles are not in force after ${patience / 1000} s`,
        hint: 'the cluster needs a controller that aggregates ClusterRoles, as kube-controller-manager has it',
      });
    }
    await clock.sleep(milliseconds(100), signal);
  }
}

const SubjectAccessReview: Resource = {
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'SubjectAccessReview',
  plural: 'subjectaccessreviews',
  namespaced: false,
};

/** Every provider watches Clusters. */
async function mayWatchClusters(client: Client, user: string, signal: AbortSignal): Promise<boolean> {
  const resourceAttributes = { group: 'cluster.x-k8s.io', resource: 'clusters', verb: 'watch' };
  const question: UnstructuredObject = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    metadata: { name: '' },
    spec: { user, resourceAttributes },
  };
  const answer = (await client.create(SubjectAccessReview, question, signal)) as { readonly status?: { readonly allowed?: boolean } };
  return answer.status?.allowed === true;
}
