import type { Finding, Gates } from '@capi/admission';
import type { ClusterClassSpec, Draft, Topology } from '@capi/api';

/** All feature gates on, or all but those named. */
export const gates = (...off: readonly string[]): Gates => ({ enabled: (name: string) => !off.includes(name) });

/** Findings in short: `Invalid spec.version`. */
export const said = (findings: readonly Finding[]): readonly string[] => findings.map(({ kind, path }) => `${kind} ${path}`);

const ref = (kind: string, group = 'infrastructure'): { apiVersion: string; kind: string; name: string } => ({
  apiVersion: `${group}.cluster.x-k8s.io/v1beta2`,
  kind,
  name: 't',
});

/** Classes of workers, as valid as can be. */
export const aWorkerClass = (name: string, more: object = {}): object => ({
  class: name,
  bootstrap: { templateRef: ref('KubeadmConfigTemplate', 'bootstrap') },
  infrastructure: { templateRef: ref('DevMachineTemplate') },
  ...more,
});

/** A class with a control plane on Machines, worker class `worker` and pool class `pool`. */
export const aClass = (more: object = {}): Draft<ClusterClassSpec> =>
  ({
    infrastructure: { templateRef: ref('DevClusterTemplate') },
    controlPlane: {
      templateRef: ref('KubeadmControlPlaneTemplate', 'controlplane'),
      machineInfrastructure: { templateRef: ref('DevMachineTemplate') },
    },
    workers: { machineDeployments: [aWorkerClass('worker')], machinePools: [aWorkerClass('pool')] },
    ...more,
  }) as Draft<ClusterClassSpec>;

/** A topology, given loosely. */
export const aTopology = (more: object = {}): Draft<Topology> =>
  ({ classRef: { name: 'base' }, version: 'v1.34.0', ...more }) as Draft<Topology>;
