import type { UnstructuredObject } from '@capi/api';

import type { WantedNodes } from './preflight/observation.ts';

/** What the objects of a manifest need of an engine. */
export interface Wanted {
  readonly nodes: WantedNodes;
  /** Each once, those of nodes first. */
  readonly images: readonly string[];
}

const loadBalancer = { repository: 'kindest/haproxy', tag: 'v20230606-42a2262b' };

/** Counts nodes and names images of the manifest as it stands; what a ClusterClass would add is not followed up. */
export function wantedBy(objects: readonly UnstructuredObject[], clusters: number): Wanted {
  const each = (kind: RegExp): readonly UnstructuredObject[] => objects.filter((object) => kind.test(object.kind));
  const versions = [
    ...each(/^KubeadmControlPlane$|^Machine$/).map((object) => text(object, 'spec.version')),
    ...each(/^(?:MachineDeployment|MachineSet)$/).map((object) => text(object, 'spec.template.spec.version')),
    ...each(/^Cluster$/).map((object) => text(object, 'spec.topology.version')),
  ];
  const custom = [
    ...each(/^DevMachine$/).map((object) => text(object, 'spec.backend.docker.customImage')),
    ...each(/^DevMachineTemplate$/).map((object) => text(object, 'spec.template.spec.backend.docker.customImage')),
    ...each(/^DockerMachine$/).map((object) => text(object, 'spec.customImage')),
    ...each(/^DockerMachineTemplate$/).map((object) => text(object, 'spec.template.spec.customImage')),
  ].filter((image) => image !== undefined);
  const nodeImages = custom.length > 0 ? custom : versions.filter((version) => version !== undefined).map(nodeImage);
  return {
    nodes: {
      controlPlanes: clusters * sum(each(/^KubeadmControlPlane$/).map((object) => count(object, 'spec.replicas'))),
      workers: clusters * sum(each(/^(?:MachineDeployment|MachineSet)$/).map((object) => count(object, 'spec.replicas'))),
    },
    images: [...new Set([...nodeImages, ...loadBalancerImages(each(/^(?:Dev|Docker)Cluster$/))])],
  };
}

const nodeImage = (version: string): string => `kindest/node:${version.startsWith('v') ? version : `v${version}`}`;

const loadBalancerImages = (clusters: readonly UnstructuredObject[]): readonly string[] =>
  clusters.map((object) => {
    const path = object.kind === 'DevCluster' ? 'spec.backend.docker.loadBalancer' : 'spec.loadBalancer';
    const repository = text(object, `${path}.imageRepository`) ?? loadBalancer.repository;
    return `${repository}:${text(object, `${path}.imageTag`) ?? loadBalancer.tag}`;
  });

function at(object: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], object);
}

const text = (object: unknown, path: string): string | undefined => {
  const value = at(object, path);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Absent replicas are one. */
const count = (object: unknown, path: string): number => {
  const value = at(object, path);
  return typeof value === 'number' ? value : 1;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
