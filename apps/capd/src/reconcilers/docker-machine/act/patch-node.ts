import { Node } from '@capi/api';
import { patchObject } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';
import type { WorkloadConnection } from '@capi/workload-cluster';

import type { MachineAddress } from '../../../backends/docker/ip-family/addresses.ts';
import { uninitializedTaint } from '../node-lacks.ts';

/**
 * Gives a Node what a cloud provider would: its provider ID, and the sign that it is initialized, with the addresses that go with that.
 * @see upstream v1.14.0 test/infrastructure/docker/internal/controllers/backends/docker (behaviour)
 */
export async function patchNode(
  { client, cache }: Pick<WorkloadConnection, 'client' | 'cache'>,
  name: string,
  { providerID, addresses }: { readonly providerID: string; readonly addresses: readonly MachineAddress[] },
  signal: AbortSignal,
): Promise<void> {
  const node = cache.get(Node, { name });
  if (node === undefined) return;
  const { spec, status } = node;
  const known = status?.addresses ?? [];
  const taints = spec?.taints ?? [];
  const left = taints.filter(({ key }) => key !== uninitializedTaint);
  const isUninitialized = left.length < taints.length;
  const missing = addresses.filter(
    ({ type, address }) => type === 'InternalIP' && !known.some((one) => one.type === type && one.address === address),
  );
  // First: the taint is what says that there is something to be done, so it goes last.
  const addressed = isUninitialized ? { ...node, status: { ...status, addresses: [...known, ...missing] } } : node;
  const now: DeepReadonly<Node> = await patchObject(client, Node, node, addressed, signal);
  const initialized = {
    ...now,
    spec: {
      ...now.spec,
      ...(spec?.providerID === undefined || spec.providerID === '' ? { providerID } : {}),
      ...(isUninitialized ? { taints: left } : {}),
    },
  };
  // Others change taints too, and the patch replaces the list.
  await patchObject(client, Node, now, initialized, signal, { lock: true });
}
