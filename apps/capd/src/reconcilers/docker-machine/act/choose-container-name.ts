import type { DockerEngine } from '@capi/docker-engine';

import { containerName, qualifiedName } from '../../../backends/docker/names/container-name.ts';
import type { NodeOwner } from '../../../backends/docker/names/ownership.ts';
import { parseProviderID } from '../../../backends/docker/names/provider-id.ts';
import { isOwn } from '../own-container.ts';

/** The name of a new container: the one that was chosen before, else upstream's, unless somebody else's container is called that. */
export async function chooseContainerName(
  engine: Pick<DockerEngine, 'inspect'>,
  owner: NodeOwner,
  wasProvisioned: boolean,
  signal: AbortSignal,
): Promise<string> {
  const name = parseProviderID(owner.providerID) ?? containerName(owner.cluster, owner.machineName ?? owner.machine);
  // Live: containers of others, which the view does not show, have names too.
  const there = await engine.inspect(name, signal);
  return there === undefined || isOwn(there, owner, wasProvisioned) ? name : qualifiedName(name, owner.uid);
}
