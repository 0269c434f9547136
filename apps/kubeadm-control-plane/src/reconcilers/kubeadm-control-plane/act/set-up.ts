import { clusterSecretName, finalizers, KubeadmControlPlane, keyOf, Secret, type UnstructuredObject } from '@capi/api';
import {
  createAdminKubeconfig,
  generateMaterial,
  generatedPurposes,
  readCertificateSecret,
  readKubeconfigSecret,
  renderCertificateSecret,
  renderKubeconfig,
  renderKubeconfigSecret,
} from '@capi/certificates';
import { patchObject, refusedAs } from '@capi/controller-runtime';
import { printEndpoint } from '@capi/kubeadm';
import { controllerReference, ownerReference, withOwner } from '@capi/owner-references';
import { days, terminal, type DeepReadonly } from '@capi/seams';

import { secretId } from '../observe/find-secrets.ts';
import type { Ports } from '../ports.ts';
import { keyAlgorithmOf } from '../prepare-keys.ts';
import type { Subject } from '../subject.ts';
import type { Actions } from './actions.ts';
import { unlessGone } from './machines.ts';

type SetUpActions = Pick<Actions, 'claim' | 'ownTemplate' | 'createCertificates' | 'ownCertificates' | 'writeKubeconfig' | 'finalize'>;

export function setUpActions(subject: Subject, { runtime, keys, memory, etcd }: Ports): SetUpActions {
  const { client, clock } = runtime;
  const { stored, controlPlane, cluster } = subject;
  const clusterKey = { namespace: stored.metadata.namespace ?? '', name: cluster.metadata.name };
  const configuration = controlPlane.spec.kubeadmConfigSpec?.clusterConfiguration;
  const algorithm = keyAlgorithmOf(controlPlane);
  const withAlgorithm = algorithm === undefined ? {} : { algorithm };
  const owner = controllerReference(stored);

  const withFinalizers = (names: readonly string[]): DeepReadonly<KubeadmControlPlane> => ({
    ...controlPlane,
    metadata: { ...stored.metadata, finalizers: names },
  });

  const createSecret = async (secret: Secret, signal: AbortSignal): Promise<void> => {
    try {
      await client.create(Secret, secret, signal);
    } catch (error) {
      if (!refusedAs(error, 'AlreadyExists')) throw error;
      // Made before a crash, or brought by a user without the label that the cache selects by: read live, and kept in mind if so.
      const existing = await client.get(Secret, keyOf(secret), signal);
      if (existing !== undefined) memory.broughtSecrets.set(secretId(keyOf(secret)), existing);
    }
  };

  const own = async (secret: DeepReadonly<Secret>, signal: AbortSignal): Promise<void> => {
    const others = (secret.metadata.ownerReferences ?? []).filter(
      (reference) => reference.controller !== true && reference.uid !== owner.uid,
    );
    const after = { ...secret, metadata: { ...secret.metadata, ownerReferences: [...others, owner] } };
    await patchObject(client, Secret, secret, after, signal, { lock: true });
  };

  const freshKubeconfig = (signal: AbortSignal) => {
    const ca = subject.secrets.get('ca');
    const authority = ca && readCertificateSecret(ca);
    const server = subject.kubeconfig && readKubeconfigSecret(subject.kubeconfig)?.server;
    const endpoint = printEndpoint(cluster.spec?.controlPlaneEndpoint);
    if (authority === undefined || endpoint === undefined) {
      throw terminal({ action: 'write the kubeconfig', object: `Cluster ${secretId(clusterKey)}`, why: 'its CA or endpoint is not known' });
    }
    return createAdminKubeconfig(
      { cluster: clusterKey.name, server: server ?? `https://${endpoint}`, authority, now: clock.now(), ...withAlgorithm },
      keys,
      signal,
    );
  };

  return {
    async claim(signal) {
      const names = new Set([...(stored.metadata.finalizers ?? []), finalizers.kubeadmControlPlane]);
      await patchObject(client, KubeadmControlPlane, stored, withFinalizers([...names]), signal, { lock: true });
    },

    async finalize(signal) {
      const names = (stored.metadata.finalizers ?? []).filter((name) => name !== finalizers.kubeadmControlPlane);
      const after = { ...stored, metadata: { ...stored.metadata, finalizers: names } };
      await unlessGone(() => patchObject(client, KubeadmControlPlane, stored, after, signal, { lock: true }));
      etcd.forget(cluster.metadata.uid ?? '');
      const uid = stored.metadata.uid ?? '';
      memory.preparedFor.delete(uid);
      memory.addonsFor.delete(uid);
      memory.announced.delete(uid);
      memory.laggingUntil.delete(uid);
      keys.forget(uid);
    },

    async ownTemplate(signal) {
      const { template, templateKind } = subject;
      if (template === undefined || templateKind === undefined) return;
      const ownerReferences = withOwner(template.metadata.ownerReferences, ownerReference(cluster));
      const after = { ...template, metadata: { ...template.metadata, ownerReferences } } as DeepReadonly<UnstructuredObject>;
      await patchObject(client, templateKind, template, after, signal, { lock: true });
    },

    async createCertificates(purposes, signal) {
      const { caCertificateValidityPeriodDays: lifetime } = configuration ?? {};
      const options = { now: clock.now(), ...withAlgorithm, ...(lifetime ? { validFor: days(lifetime) } : {}) };
      await Promise.all(
        generatedPurposes
          .filter((purpose) => purposes.includes(purpose))
          .map(async (purpose) => {
            const material = await generateMaterial(purpose, options, keys, signal);
            await createSecret(renderCertificateSecret(clusterKey, purpose, material, owner), signal);
          }),
      );
    },

    async ownCertificates(purposes, signal) {
      for (const purpose of purposes) {
        const secret = subject.secrets.get(purpose);
        if (secret !== undefined) await own(secret, signal);
      }
    },

    async writeKubeconfig(action, signal) {
      const { kubeconfig } = subject;
      if (action === 'create' || kubeconfig === undefined) {
        return createSecret(renderKubeconfigSecret(clusterKey, await freshKubeconfig(signal), owner), signal);
      }
      if (action === 'own') return own(kubeconfig, signal);
      const value = Buffer.from(renderKubeconfig(await freshKubeconfig(signal)), 'utf8').toString('base64');
      const key = { ...clusterKey, name: clusterSecretName(clusterKey.name, 'kubeconfig') };
      await client.patch(Secret, key, { type: 'merge', body: { data: { value } } }, signal);
    },
  };
}
