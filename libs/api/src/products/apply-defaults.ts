import type { DeepReadonly } from '@capi/seams';

import { defaultClusterResourceSet } from '../addons/cluster-resource-set/defaults.ts';
import { ClusterResourceSet } from '../addons/cluster-resource-set/kind.ts';
import { defaultKubeadmControlPlane } from '../controlplane/kubeadm-control-plane/defaults.ts';
import { KubeadmControlPlane } from '../controlplane/kubeadm-control-plane/kind.ts';
import { defaultCluster } from '../core/cluster/defaults.ts';
import { Cluster } from '../core/cluster/kind.ts';
import { defaultMachineDeployment } from '../core/machine-deployment/defaults.ts';
import { MachineDeployment } from '../core/machine-deployment/kind.ts';
import { defaultMachineHealthCheck } from '../core/machine-health-check/defaults.ts';
import { MachineHealthCheck } from '../core/machine-health-check/kind.ts';
import { defaultMachinePool } from '../core/machine-pool/defaults.ts';
import { MachinePool } from '../core/machine-pool/kind.ts';
import { defaultMachineSet } from '../core/machine-set/defaults.ts';
import { MachineSet } from '../core/machine-set/kind.ts';
import { defaultMachine } from '../core/machine/defaults.ts';
import { Machine } from '../core/machine/kind.ts';
import {
  defaultDevCluster,
  defaultDevClusterTemplate,
  defaultDevMachine,
  defaultDevMachineTemplate,
  defaultDockerCluster,
  defaultDockerClusterTemplate,
} from '../infrastructure/defaults.ts';
import { DevClusterTemplate } from '../infrastructure/dev-cluster-template/kind.ts';
import { DevCluster } from '../infrastructure/dev-cluster/kind.ts';
import { DevMachineTemplate } from '../infrastructure/dev-machine-template/kind.ts';
import { DevMachine } from '../infrastructure/dev-machine/kind.ts';
import { DockerClusterTemplate } from '../infrastructure/docker-cluster-template/kind.ts';
import { DockerCluster } from '../infrastructure/docker-cluster/kind.ts';
import type { KubernetesObject } from '../meta/object.ts';
import { resourceName, type Resource } from '../meta/resource.ts';
import { defaultExtensionConfig } from '../runtime/extension-config/defaults.ts';
import { ExtensionConfig } from '../runtime/extension-config/kind.ts';
import type { KindDeclaration } from '../schema/define-kind.ts';
import { schemaOf, type JsonSchema } from './schema-of.ts';

type Defaulter<T extends KubernetesObject> = (object: DeepReadonly<T>, before?: DeepReadonly<T>) => DeepReadonly<T>;

// A defaulter is only ever called with objects of the kind it is filed under; the map itself cannot say so.
const of = <T extends KubernetesObject>(kind: Resource<T>, defaulter: Defaulter<T>) =>
  [resourceName(kind), defaulter as unknown as Defaulter<KubernetesObject>] as const;

const defaulters: ReadonlyMap<string, Defaulter<KubernetesObject>> = new Map([
  of(Cluster, defaultCluster),
  of(Machine, defaultMachine),
  of(MachineSet, defaultMachineSet),
  of(MachineDeployment, defaultMachineDeployment),
  of(MachinePool, defaultMachinePool),
  of(MachineHealthCheck, defaultMachineHealthCheck),
  of(ClusterResourceSet, defaultClusterResourceSet),
  of(ExtensionConfig, defaultExtensionConfig),
  of(KubeadmControlPlane, defaultKubeadmControlPlane),
  of(DockerCluster, defaultDockerCluster),
  of(DockerClusterTemplate, defaultDockerClusterTemplate),
  of(DevCluster, defaultDevCluster),
  of(DevClusterTemplate, defaultDevClusterTemplate),
  of(DevMachine, defaultDevMachine),
  of(DevMachineTemplate, defaultDevMachineTemplate),
]);

/**
 * An object of the storage version with its defaults: first what admission adds, then what the schema says, as on the way into an
 * API server. Doing it again changes nothing.
 * @param before the object as it was, when it is changed rather than made
 * @throws a terminal OperationError when the object contradicts itself, as with autoscaler bounds that are no numbers
 */
export function applyDefaults<T extends KubernetesObject>(
  kind: Resource<T> & { readonly declaration: KindDeclaration },
  object: DeepReadonly<T>,
  before?: DeepReadonly<T>,
): DeepReadonly<T> {
  const defaulter = defaulters.get(resourceName(kind)) as Defaulter<T> | undefined;
  const admitted = defaulter === undefined ? object : defaulter(object, before);
  return fill(admitted, schemaOf(kind, kind.version)) as DeepReadonly<T>;
}

/** Puts in the defaults of a schema, wherever the object around them is there. */
function fill(value: unknown, schema: JsonSchema): unknown {
  if (Array.isArray(value)) return schema.items === undefined ? value : value.map((item) => fill(item, schema.items ?? {}));
  if (typeof value !== 'object' || value === null) return value;
  const known = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const present = (value as Record<string, unknown>)[name] ?? field.default;
    return present === undefined ? [] : [[name, fill(present, field)] as const];
  });
  return { ...value, ...Object.fromEntries(known) };
}
