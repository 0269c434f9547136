import { Cluster, DockerCluster, DockerMachine, Machine, type KubernetesObject, type Resource } from '@capi/api';
import { secret, type DeepReadonly } from '@capi/seams';

import { aCluster, aDataSecret, aMachineOf, anInfraCluster, anInfraMachine } from './objects.ts';
import { namespace, type World } from './world.ts';

/** What people and core do with one cluster of containers. */
export interface Cast {
  /** Makes the cluster. */
  cluster(): Promise<void>;
  /** Makes a machine with its bootstrap data. */
  machine(options: { readonly controlPlane: boolean }): Promise<void>;
  /** Names of the machines that were made, those that are gone too. */
  readonly made: readonly string[];
  /** Those that are there. */
  machines(): Promise<readonly DeepReadonly<DockerMachine>[]>;
  /** Begins to delete a machine. */
  leave(name: string): Promise<void>;
  /** Changes something of a machine that is nobody's business here. */
  touch(name: string, value: string): Promise<void>;
  /** Does what core does when infrastructure is there or gone; true when it waits for no machine to go. */
  look(): Promise<boolean>;
}

const machineFinalizer = 'machine.cluster.x-k8s.io';
const data = secret('#cloud-config\nruncmd:\n- kubeadm join\n');

export function aCast(w: World): Cast {
  const made: string[] = [];
  const leaving = new Set<string>();
  const created = async (object: KubernetesObject, resource: Resource<KubernetesObject>) => {
    await w.create(object);
    return (await w.get(resource, object.metadata.name)) ?? object;
  };
  const isThere = async (resource: Resource<KubernetesObject>, name: string): Promise<boolean> =>
    (await w.get(resource, name)) !== undefined;
  const remove = async (resource: Resource<KubernetesObject>, name: string): Promise<void> => {
    if (await isThere(resource, name)) await w.client.delete(resource, { namespace, name }, w.signal);
  };
  return {
    made,
    async cluster() {
      await w.create(anInfraCluster(await created(aCluster('DockerCluster'), Cluster), 'DockerCluster', {}));
    },
    async machine({ controlPlane }) {
      const name = `m-${made.length}`;
      made.push(name);
      const options = { name, kind: 'DockerMachine', dataSecretName: name, controlPlane } as const;
      await w.create(aDataSecret(name, data));
      const machine = aMachineOf(options);
      const owned = { ...machine, metadata: { ...machine.metadata, finalizers: [machineFinalizer] } };
      await w.create(anInfraMachine(await created(owned, Machine), options));
    },
    machines: async () => {
      const all = await Promise.all(made.map((name) => w.get(DockerMachine, name)));
      return all.filter((machine) => machine !== undefined);
    },
    async leave(name) {
      leaving.add(name);
      await remove(Machine, name);
      await remove(DockerMachine, name);
    },
    async touch(name, touched) {
      if (await isThere(DockerMachine, name)) await w.patch(DockerMachine, name, { metadata: { annotations: { touched } } });
    },
    async look() {
      const isProvisioned = (await w.get(DockerCluster, 'demo'))?.status?.initialization?.provisioned === true;
      if (isProvisioned && (await w.get(Cluster, 'demo'))?.status?.initialization === undefined)
        await w.patchStatus(Cluster, 'demo', { initialization: { infrastructureProvisioned: true, controlPlaneInitialized: true } });
      for (const name of leaving) {
        if (await isThere(DockerMachine, name)) continue;
        if (await isThere(Machine, name)) await w.patch(Machine, name, { metadata: { finalizers: null } });
        leaving.delete(name);
      }
      return leaving.size === 0;
    },
  };
}
