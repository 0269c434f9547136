import { Secret, type Machine } from '@capi/api';
import type { Runtime } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

/** The bootstrap data of a Machine; undefined while there is none. */
export async function bootstrapSecret(
  { cache, client }: Runtime,
  machine: DeepReadonly<Machine> | undefined,
  signal: AbortSignal,
): Promise<DeepReadonly<Secret> | undefined> {
  const name = machine?.spec.bootstrap.dataSecretName;
  if (machine === undefined || name === undefined) return undefined;
  const key = { namespace: machine.metadata.namespace ?? '', name };
  // Bootstrap data that a user brought may lack the label that the cache selects by; then it is read live.
  return cache.get(Secret, key) ?? client.get(Secret, key, signal);
}
