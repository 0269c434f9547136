import { Cluster, keyOf, Machine, MachineDeployment, MachineSet, Secret, clusterSecretName, type ContractReference } from '@capi/api';
import { createAdminKubeconfig, readCertificateSecret, renderKubeconfigSecret } from '@capi/certificates';
import { patchObject, refusedAs } from '@capi/controller-runtime';
import { transient, type DeepReadonly } from '@capi/seams';

import { patchMetadata } from '../../../external/patch-metadata.ts';
import { clusterOwner } from '../../../external/template-adoptions.ts';
import { needsLock } from '../../../needs-lock.ts';
import type { Wiring } from '../../../wiring.ts';
import { handedOver } from '../decide/handed-over.ts';
import type { Adoption, Child } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';

/** What a plan for a Cluster may set in motion. Each can be repeated, and does nothing when it is done already. */
export interface Actions {
  /** Whether anything had to be written. */
  patchCluster(seen: Observation, cluster: DeepReadonly<Cluster>, signal: AbortSignal): Promise<boolean>;
  adopt(seen: Observation, adoption: Adoption, signal: AbortSignal): Promise<void>;
  createKubeconfig(seen: Observation, signal: AbortSignal): Promise<void>;
  deleteChild(seen: Observation, child: Child, signal: AbortSignal): Promise<void>;
  remove(seen: Observation, what: 'controlPlane' | 'infrastructure', signal: AbortSignal): Promise<void>;
}

const childKinds = { MachineDeployment, MachineSet, Machine } as const;

/** {@link Actions} on the management cluster. */
export function clusterActions({ runtime, external, keys }: Wiring): Actions {
  const { client, clock } = runtime;
  const reference = ({ cluster }: Observation, of: 'controlPlane' | 'infrastructure'): DeepReadonly<ContractReference> | undefined =>
    of === 'infrastructure' ? cluster.spec?.infrastructureRef : cluster.spec?.controlPlaneRef;

  return {
    async patchCluster(seen, cluster, signal) {
      return (
        (await patchObject<Cluster>(client, Cluster, seen.cluster, cluster, signal, { lock: needsLock(seen.cluster, cluster) })) !==
        seen.cluster
      );
    },
    async adopt(seen, { of, labels, ownerReferences }, signal) {
      const found = reference(seen, of);
      if (found === undefined) return;
      const key = { ...keyOf(seen.cluster), name: found.name };
      await patchMetadata(runtime, external.resourceOf(found), key, { labels, ownerReferences }, signal);
    },
    async createKubeconfig(seen, signal) {
      const cluster = keyOf(seen.cluster);
      const authorityName = clusterSecretName(cluster.name, 'ca');
      // Private keys are kept out of the cache.
      const authority = await client.get(Secret, { ...cluster, name: authorityName }, signal);
      const { endpoint } = handedOver(seen);
      const material = authority === undefined ? undefined : readCertificateSecret(authority);
      if (material === undefined || endpoint === undefined) {
        throw transient({
          action: 'make the kubeconfig',
          object: `Cluster ${cluster.name}`,
          why: `Secret ${authorityName} does not exist`,
          hint: 'create it with tls.crt and tls.key',
        });
      }
      const server = `https://${endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host}:${endpoint.port}`;
      const options = { cluster: cluster.name, server, authority: material, now: clock.now() };
      const config = await createAdminKubeconfig(options, keys, signal);
      const secret = renderKubeconfigSecret({ namespace: cluster.namespace ?? '', name: cluster.name }, config, clusterOwner(seen.cluster));
      try {
        await client.create(Secret, secret, signal);
      } catch (error) {
        // Made by an earlier attempt, or by the user: either is as good.
        if (!refusedAs(error, 'AlreadyExists')) throw error;
      }
    },
    async deleteChild({ cluster }, { kind, name }, signal) {
      await client.delete(childKinds[kind], { ...keyOf(cluster), name }, signal);
    },
    async remove(seen, what, signal) {
      const found = reference(seen, what);
      if (found !== undefined) await client.delete(external.resourceOf(found), { ...keyOf(seen.cluster), name: found.name }, signal);
    },
  };
}
