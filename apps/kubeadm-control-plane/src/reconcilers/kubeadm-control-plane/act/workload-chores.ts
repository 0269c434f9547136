import { annotations, ConfigMap, KubeadmConfig, keyOf, type Resource, type UnstructuredObject } from '@capi/api';
import { refusedAs } from '@capi/controller-runtime';
import { parseKubernetesVersion } from '@capi/kubeadm';
import { printInstant, transient, type DeepReadonly } from '@capi/seams';
import type { WorkloadConnection } from '@capi/workload-cluster';

import { coreDnsImage, kubeProxyImage } from '../addons/desired-images.ts';
import { upgradedClusterConfiguration, withDnsImage } from '../addons/kubeadm-config-map.ts';
import { chorePrints } from '../desired/chore-prints.ts';
import type { Ports } from '../ports.ts';
import type { Sight } from '../subject.ts';
import type { Actions } from './actions.ts';

type ChoreActions = Pick<Actions, 'prepareJoin' | 'updateAddons' | 'recordCertificateExpiry'>;

const apps = (kind: string, plural: string): Resource<UnstructuredObject> => ({
  group: 'apps',
  version: 'v1',
  kind,
  plural,
  namespaced: true,
});
const DaemonSet = apps('DaemonSet', 'daemonsets');
const Deployment = apps('Deployment', 'deployments');
const ClusterRoleBinding: Resource<UnstructuredObject> = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'ClusterRoleBinding',
  plural: 'clusterrolebindings',
  namespaced: false,
};
const inKubeSystem = (name: string) => ({ namespace: 'kube-system', name });

export function choreActions({ seen, subject }: Sight, { runtime, memory, servingCertificateExpiry }: Ports): ChoreActions {
  const { controlPlane } = subject;
  const { version, kubeadmConfigSpec } = controlPlane.spec;
  const configuration = kubeadmConfigSpec?.clusterConfiguration;
  const uid = controlPlane.metadata.uid ?? '';
  const prints = chorePrints(controlPlane);

  const connection = (): WorkloadConnection => {
    if (subject.connection === undefined) {
      throw transient({ action: 'reach the workload cluster', object: `Cluster ${seen.namespace}/${seen.cluster}`, why: 'not connected' });
    }
    return subject.connection;
  };

  const updateKubeadmConfig = async (change: (text: string) => string, signal: AbortSignal): Promise<void> => {
    const { client } = connection();
    const stored = await client.get(ConfigMap, inKubeSystem('kubeadm-config'), signal);
    const text = stored?.data?.['ClusterConfiguration'];
    if (stored === undefined || text === undefined) {
      throw transient({ action: 'update kubeadm-config', object: `Cluster ${seen.namespace}/${seen.cluster}`, why: 'it is not there' });
    }
    const changed = change(text);
    if (changed === text) return;
    await client.update(ConfigMap, { ...stored, data: { ...stored.data, ClusterConfiguration: changed } }, signal);
  };

  const updateKubeProxy = async (signal: AbortSignal): Promise<void> => {
    if (controlPlane.metadata.annotations?.[annotations.skipKubeProxy] !== undefined) return;
    const { client } = connection();
    const proxy = await client.get(DaemonSet, inKubeSystem('kube-proxy'), signal);
    const image = proxy && imageOf(proxy, 'kube-proxy');
    if (image === undefined) return;
    const wanted = kubeProxyImage(image, version, configuration?.imageRepository);
    if (wanted !== image) await setImage(DaemonSet, 'kube-proxy', wanted, signal);
  };

  const updateCoreDns = async (signal: AbortSignal): Promise<void> => {
    if (controlPlane.metadata.annotations?.[annotations.skipCoreDns] !== undefined || configuration === undefined) return;
    const { client } = connection();
    const deployment = await client.get(Deployment, inKubeSystem('coredns'), signal);
    const image = deployment && imageOf(deployment, 'coredns');
    if (image === undefined) return;
    const wanted = coreDnsImage(image, configuration);
    if (wanted === image) return;
    const { imageTag, imageRepository = configuration.imageRepository } = configuration.dns ?? {};
    await updateKubeadmConfig((text) => withDnsImage(text, { imageTag, imageRepository }), signal);
    await setImage(Deployment, 'coredns', wanted, signal);
  };

  const setImage = (resource: Resource<UnstructuredObject>, container: string, image: string, signal: AbortSignal) =>
    connection().client.patch(
      resource,
      inKubeSystem(container),
      { type: 'strategic-merge', body: { spec: { template: { spec: { containers: [{ name: container, image }] } } } } },
      signal,
    );

  const ensureBindings = async (signal: AbortSignal): Promise<void> => {
    const parsed = parseKubernetesVersion(version);
    // From 1.38 on kubeadm itself makes them in every cluster that can be upgraded to it.
    if (parsed !== undefined && (parsed.major > 1 || parsed.minor >= 38)) return;
    for (const binding of kubeadmBindings) {
      try {
        await connection().client.create(ClusterRoleBinding, binding, signal);
      } catch (error) {
        if (!refusedAs(error, 'AlreadyExists')) throw error;
      }
    }
  };

  const recordExpiry = async (name: string, signal: AbortSignal): Promise<void> => {
    const config = subject.configs.get(name);
    const node = seen.machines.find((machine) => machine.name === name)?.node;
    if (config === undefined || node === undefined) return;
    const { initConfiguration, joinConfiguration } = config.spec ?? {};
    const port = (joinConfiguration?.controlPlane ?? initConfiguration)?.localAPIEndpoint?.bindPort ?? 6443;
    const expiry = await servingCertificateExpiry(connection(), node, port, signal);
    const body = { metadata: { annotations: { [annotations.certificatesExpiry]: printInstant(expiry) } } };
    await runtime.client.patch(KubeadmConfig, keyOf(config), { type: 'merge', body }, signal);
  };

  return {
    async prepareJoin(signal) {
      await ensureBindings(signal);
      await updateKubeadmConfig((text) => upgradedClusterConfiguration(text, configuration, version), signal);
      memory.preparedFor.set(uid, prints.join);
    },
    async updateAddons(signal) {
      await updateKubeProxy(signal);
      await updateCoreDns(signal);
      memory.addonsFor.set(uid, prints.addons);
    },
    async recordCertificateExpiry(names, signal) {
      await Promise.all(names.map((name) => recordExpiry(name, signal)));
    },
  };
}

/** What kubeadm of recent versions binds, for clusters that an older one made. */
const kubeadmBindings: readonly UnstructuredObject[] = [
  binding('kubeadm:cluster-admins', 'cluster-admin', { kind: 'Group', name: 'kubeadm:cluster-admins' }),
  binding('kubeadm:apiserver-kubelet-client', 'system:kubelet-api-admin', { kind: 'User', name: 'kube-apiserver-kubelet-client' }),
];

function binding(name: string, role: string, subject: { readonly kind: string; readonly name: string }): UnstructuredObject {
  const apiGroup = 'rbac.authorization.k8s.io';
  return {
    apiVersion: `${apiGroup}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup, kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup, ...subject }],
  };
}

function imageOf(workload: DeepReadonly<UnstructuredObject>, container: string): string | undefined {
  const template = workload.spec?.['template'] as { spec?: { containers?: readonly { name: string; image?: string }[] } } | undefined;
  return template?.spec?.containers?.find(({ name }) => name === container)?.image;
}
