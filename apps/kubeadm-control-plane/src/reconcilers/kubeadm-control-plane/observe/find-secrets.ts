import { clusterSecretName, clusterSecretType, Secret, type ObjectKey } from '@capi/api';
import { needsRotation, readCertificateSecret, readKubeconfigSecret, type Kubeconfig } from '@capi/certificates';
import type { DeepReadonly, Instant } from '@capi/seams';

import type { SeenCertificates, SeenKubeconfig } from '../observation.ts';
import type { Ports } from '../ports.ts';

export interface ClusterSecrets {
  /** By purpose. */
  readonly certificates: ReadonlyMap<string, DeepReadonly<Secret>>;
  readonly kubeconfig: DeepReadonly<Secret> | undefined;
}

/**
 * Finds the Secrets of a Cluster. One that a user brought may lack the label that the cache selects by.
 * @param searchLive ask the API server for what the cache does not have
 */
export async function findSecrets(
  cluster: { readonly namespace: string; readonly name: string },
  searchLive: boolean,
  { runtime, memory }: Ports,
  signal: AbortSignal,
): Promise<ClusterSecrets> {
  const find = async (purpose: Parameters<typeof clusterSecretName>[1]): Promise<DeepReadonly<Secret> | undefined> => {
    const key = { namespace: cluster.namespace, name: clusterSecretName(cluster.name, purpose) };
    const cached = runtime.cache.get(Secret, key);
    if (cached !== undefined) memory.broughtSecrets.delete(secretId(key));
    const known = cached ?? memory.broughtSecrets.get(secretId(key));
    // Before initialisation an attempt to create shows a brought Secret; afterwards one is missing only if it has no label or is lost.
    if (known !== undefined || !searchLive || purpose === 'apiserver-etcd-client') return known;
    const live = await runtime.client.get(Secret, key, signal);
    if (live !== undefined) memory.broughtSecrets.set(secretId(key), live);
    return live;
  };
  const certificates = new Map<string, DeepReadonly<Secret>>();
  for (const purpose of ['ca', 'etcd', 'proxy', 'sa', 'apiserver-etcd-client'] as const) {
    const secret = await find(purpose);
    if (secret !== undefined) certificates.set(purpose, secret);
  }
  return { certificates, kubeconfig: await find('kubeconfig') };
}

export const secretId = (key: ObjectKey): string => `${key.namespace ?? ''}/${key.name}`;

/** Purposes that a control plane needs Secrets for. */
const neededPurposes = (stackedEtcd: boolean): readonly string[] =>
  stackedEtcd ? ['ca', 'etcd', 'proxy', 'sa'] : ['ca', 'etcd', 'proxy', 'sa', 'apiserver-etcd-client'];

export function seeCertificates(secrets: ClusterSecrets['certificates'], stackedEtcd: boolean, owner: string): SeenCertificates {
  const needed = neededPurposes(stackedEtcd);
  return {
    missing: needed.filter((purpose) => {
      const secret = secrets.get(purpose);
      return secret === undefined || readCertificateSecret(secret) === undefined;
    }),
    unowned: needed.filter((purpose) => {
      const secret = secrets.get(purpose);
      return secret?.type === clusterSecretType && controllerOf(secret) !== owner;
    }),
  };
}

export function seeKubeconfig(secret: DeepReadonly<Secret> | undefined, owner: string, now: Instant): SeenKubeconfig {
  if (secret === undefined) return 'absent';
  if (secret.type !== clusterSecretType) return 'user';
  if (controllerOf(secret) !== owner) return 'foreign';
  return isExpiring(secret, now) ? 'expiring' : 'valid';
}

/** Reading YAML took a tenth of all time of this provider; Secrets of the cache do not change. */
const kubeconfigs = new WeakMap<DeepReadonly<Secret>, Kubeconfig>();

function isExpiring(secret: DeepReadonly<Secret>, now: Instant): boolean {
  try {
    const config = kubeconfigs.get(secret) ?? readKubeconfigSecret(secret);
    if (config !== undefined) kubeconfigs.set(secret, config);
    return config === undefined || needsRotation(config, now);
  } catch {
    // Ours, and yet not readable: a new one is what it needs.
    return true;
  }
}

const controllerOf = (secret: DeepReadonly<Secret>): string | undefined =>
  secret.metadata.ownerReferences?.find((reference) => reference.controller === true)?.uid;
