import { selects } from '@capi/admission';
import { draftOf, labels, Machine, MachineDeployment, MachinePool, printKey, type Cluster } from '@capi/api';
import { controlPlane } from '@capi/contracts';
import { definitionsScope, type CacheScope, type Runtime } from '@capi/controller-runtime';
import { OperationError, type DeepReadonly } from '@capi/seams';
import type { RunningVersions } from '@capi/topology';

import { contractAndResourceOf } from '../external/external-objects.ts';

/** What is read of a runtime. */
export type Reading = Pick<Runtime, 'cache' | 'client'>;

/**
 * Which versions the parts of a topology are asked for and run. What MachinePools run is what they report: their Nodes are in another
 * cluster, and a rule does not wait for that.
 */
export async function observeVersions(
  { cache, client }: Reading,
  ensure: (scope: CacheScope, signal: AbortSignal) => Promise<void>,
  cluster: DeepReadonly<Cluster>,
  signal: AbortSignal,
): Promise<RunningVersions> {
  const scopes = [definitionsScope, { resource: MachineDeployment }, { resource: MachinePool }, { resource: Machine }];
  for (const scope of scopes) await ensure(scope as unknown as CacheScope, signal);
  const { namespace = '', name } = cluster.metadata;
  const ofCluster = { namespace, labels: { [labels.clusterName]: name } };
  const isOwned = ({ metadata }: { readonly metadata: DeepReadonly<Cluster>['metadata'] }): boolean =>
    metadata.labels?.[labels.topologyOwned] !== undefined;
  const machines = cache.list(Machine, ofCluster);
  const deployments = cache.list(MachineDeployment, ofCluster).filter(isOwned);
  const pools = cache.list(MachinePool, ofCluster).filter(isOwned);
  return {
    ...(await observeControlPlane({ cache, client }, cluster, signal)),
    workers: [
      ...deployments.map(({ metadata, spec }) => ({
        name: `MachineDeployment ${metadata.name}`,
        version: spec.template.spec.version,
        seen: machines
          .filter((machine) => selects(spec.selector, machine.metadata.labels))
          .flatMap(({ spec: { version: wanted }, status }) => {
            const kubelet = status?.nodeInfo?.kubeletVersion ?? '';
            return kubelet === '' ? [wanted] : [wanted, kubelet];
          }),
      })),
      ...pools.map(({ metadata, spec, status }) => ({
        name: `MachinePool ${metadata.name}`,
        version: spec.template.spec.version,
        seen: (status?.versions ?? []).map(({ version }) => version),
      })),
    ],
  };
}

async function observeControlPlane(
  { cache, client }: Reading,
  cluster: DeepReadonly<Cluster>,
  signal: AbortSignal,
): Promise<Pick<RunningVersions, 'controlPlane' | 'problem'>> {
  const reference = draftOf(cluster).spec?.controlPlaneRef;
  const { apiGroup = '', kind = '', name = '' } = reference ?? {};
  if (name === '') return {};
  const { namespace = '' } = cluster.metadata;
  const called = `${kind} ${printKey({ namespace, name })}`;
  try {
    const { resource, contract } = contractAndResourceOf(cache, { apiGroup, kind });
    // Read live: any kind may be a control plane, and versions change rarely enough not to watch it for that.
    const object = await client.get(resource, { namespace, name }, signal);
    if (object === undefined) return { problem: `${called} does not exist` };
    const fields = controlPlane[contract];
    const listed = (fields.versions.read(object) ?? []).map(({ version }) => version);
    const single = fields.statusVersion.read(object) ?? '';
    return {
      controlPlane: {
        name: called,
        version: fields.version.read(object),
        seen: listed.length > 0 || single === '' ? listed : [single],
      },
    };
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    return { problem: error.message };
  }
}
