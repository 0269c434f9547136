import type { DockerBackend } from '../../../backends/docker/docker-backend.ts';
import { dockerLabels } from '../../../backends/docker/names/labels.ts';
import type { NodeOwner } from '../../../backends/docker/names/ownership.ts';
import { isOwn } from '../own-container.ts';

/**
 * Removes every container of a machine with its volumes. One that is gone is done.
 * @returns the names of those that were there
 * @throws OperationError when one cannot be removed; the others are, nevertheless
 */
export async function removeContainers(
  { engine, containers }: Pick<DockerBackend, 'engine' | 'containers'>,
  owner: NodeOwner,
  wasProvisioned: boolean,
  signal: AbortSignal,
): Promise<readonly string[]> {
  // Live: nobody looks for what is overlooked now. Those without the label are upstream's, or were moved here: they are no news.
  const labelled = await engine.list({ [dockerLabels.ownerUid]: owner.uid }, signal);
  const others = containers.list({}).filter((container) => isOwn(container, owner, wasProvisioned));
  const own = new Map([...labelled, ...others].map(({ id, name }) => [id, name]));
  const ended = await Promise.allSettled([...own.keys()].map((id) => engine.remove(id, signal)));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return [...own.values()].toSorted();
}
