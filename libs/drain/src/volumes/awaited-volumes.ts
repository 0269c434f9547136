import type { PersistentVolume } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** What is attached to a Node, as the two places tell it that know. */
export interface Attachments {
  /** Names from the Node's `status.volumesAttached`. */
  readonly onNode: readonly string[];
  /** Names of PersistentVolumes whose VolumeAttachment says that they are attached. */
  readonly persistentVolumes: readonly string[];
}

/**
 * The volumes that should be detached before a Node's machine goes, in words, sorted. Volumes of Pods that a drain leaves alone are
 * not waited for, since those Pods keep them. A name that no PersistentVolume answers to is waited for: nobody knows whose it is.
 * @param ignoredClaims PersistentVolumeClaims of the Pods that stay, as `namespace/name`
 * @see upstream v1.14.0 core/reconcilers/machine, volume detach (behaviour)
 */
export function awaitedVolumes(
  attached: Attachments,
  volumes: readonly DeepReadonly<PersistentVolume>[],
  ignoredClaims: ReadonlySet<string>,
): readonly string[] {
  const onNode = new Set(attached.onNode);
  const byName = new Set(attached.persistentVolumes);
  const awaited: string[] = [];
  for (const { metadata, spec } of volumes) {
    const handle = spec?.csi === undefined ? undefined : `kubernetes.io/csi/${spec.csi.driver}^${spec.csi.volumeHandle}`;
    const isOnNode = handle !== undefined && onNode.delete(handle);
    const isAttached = byName.delete(metadata.name);
    if (!isOnNode && !isAttached) continue;
    const { namespace, name } = spec?.claimRef ?? {};
    const claim = name === undefined ? undefined : `${namespace ?? ''}/${name}`;
    if (claim === undefined) awaited.push(`PersistentVolume ${metadata.name}`);
    else if (!ignoredClaims.has(claim)) awaited.push(`PersistentVolumeClaim ${claim}`);
  }
  for (const name of onNode) awaited.push(`attached volume ${name}`);
  for (const name of byName) awaited.push(`attachment of PersistentVolume ${name}`);
  return awaited.toSorted();
}
