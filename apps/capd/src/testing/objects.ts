import { Cluster, labels, Machine, type KubernetesObject, type Secret, type UnstructuredObject } from '@capi/api';
import type { DeepReadonly, Redacted } from '@capi/seams';

import { namespace } from './world.ts';

const group = 'infrastructure.cluster.x-k8s.io';

/** A Cluster named demo whose infrastructure is of this kind. */
export const aCluster = (kind: 'DevCluster' | 'DockerCluster' = 'DevCluster'): UnstructuredObject => ({
  apiVersion: `${Cluster.group}/v1beta2`,
  kind: 'Cluster',
  metadata: { name: 'demo', namespace },
  spec: { infrastructureRef: { apiGroup: group, kind, name: 'demo' } },
});

/** Its infrastructure, as core hands it over: owned and labelled. */
export const anInfraCluster = (
  owner: DeepReadonly<KubernetesObject>,
  kind: 'DevCluster' | 'DockerCluster' = 'DevCluster',
  spec: Record<string, unknown> = kind === 'DevCluster' ? { backend: { inMemory: {} } } : {},
): UnstructuredObject => ({
  apiVersion: `${group}/v1beta2`,
  kind,
  metadata: { name: 'demo', namespace, labels: { [labels.clusterName]: 'demo' }, ownerReferences: [reference(owner)] },
  spec,
});

export interface MachineOptions {
  readonly name: string;
  readonly controlPlane?: boolean;
  readonly kind?: 'DevMachine' | 'DockerMachine';
  readonly dataSecretName?: string;
}

const metadataOf = ({ name, controlPlane = false }: MachineOptions) => ({
  name,
  namespace,
  labels: { [labels.clusterName]: 'demo', ...(controlPlane ? { [labels.controlPlane]: '' } : {}) },
});

export const aMachineOf = (options: MachineOptions): UnstructuredObject => ({
  apiVersion: `${Machine.group}/v1beta2`,
  kind: 'Machine',
  metadata: metadataOf(options),
  spec: {
    clusterName: 'demo',
    version: 'v1.34.0',
    failureDomain: 'fd-1',
    bootstrap:
      options.dataSecretName === undefined
        ? { configRef: { apiGroup: 'bootstrap.cluster.x-k8s.io', kind: 'KubeadmConfig', name: options.name } }
        : { dataSecretName: options.dataSecretName },
    infrastructureRef: { apiGroup: group, kind: options.kind ?? 'DevMachine', name: options.name },
  },
});

export const anInfraMachine = (owner: DeepReadonly<KubernetesObject>, options: MachineOptions): UnstructuredObject => ({
  apiVersion: `${group}/v1beta2`,
  kind: options.kind ?? 'DevMachine',
  metadata: { ...metadataOf(options), ownerReferences: [{ ...reference(owner), controller: true }] },
  spec: (options.kind ?? 'DevMachine') === 'DevMachine' ? { backend: { inMemory: {} } } : {},
});

export const aDataSecret = (name: string, data: Redacted<string>): Secret => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace, labels: { [labels.clusterName]: 'demo' } },
  type: 'cluster.x-k8s.io/secret',
  data: { value: Buffer.from(data.reveal()).toString('base64'), format: Buffer.from('cloud-config').toString('base64') },
});

const reference = ({ apiVersion, kind, metadata }: DeepReadonly<KubernetesObject>) => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid ?? '',
});
