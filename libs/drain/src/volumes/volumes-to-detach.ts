import { PersistentVolume, VolumeAttachment, type Node } from '@capi/api';
import type { Client } from '@capi/controller-runtime';
import { transient, type DeepReadonly, type Instant } from '@capi/seams';

import { behaviourOf } from '../pods/behaviour.ts';
import { podsOnNode } from '../pods/pods-on-node.ts';
import { awaitedVolumes } from './awaited-volumes.ts';

/**
 * The volumes that should be detached before the Node's machine goes, in words; empty when there are none. Read live, and in full
 * only when anything is attached at all.
 * @param considerAttachments look at VolumeAttachments too, not only at what the Node says
 * @throws ApiError, or a transient OperationError when the cluster does not answer
 */
export async function volumesToDetach(
  node: DeepReadonly<Node>,
  options: { readonly client: Client; readonly considerAttachments: boolean; readonly now: Instant },
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { client, considerAttachments, now } = options;
  const { name } = node.metadata;
  const onNode = (node.status?.volumesAttached ?? []).map((volume) => volume.name);
  const persistentVolumes = considerAttachments ? await attachedTo(name, client, signal) : [];
  if (onNode.length === 0 && persistentVolumes.length === 0) return [];
  const [volumes, pods] = await Promise.all([client.list(PersistentVolume, {}, signal), podsOnNode(client, name, signal)]);
  const staying = pods.filter((pod) => behaviourOf(pod, { now, unreachable: false }).kind === 'skip');
  const claims = staying.flatMap(({ namespace, claims: names }) => names.map((claim) => `${namespace}/${claim}`));
  return awaitedVolumes({ onNode, persistentVolumes }, volumes, new Set(claims));
}

/** VolumeAttachments cannot be selected by Node. */
async function attachedTo(node: string, client: Client, signal: AbortSignal): Promise<readonly string[]> {
  const attachments = await client.list(VolumeAttachment, {}, signal);
  return attachments
    .filter(({ spec, status }) => spec.nodeName === node && status?.attached === true)
    .map(({ metadata, spec }) => {
      const volume = spec.source.persistentVolumeName;
      if (volume !== undefined) return volume;
      throw transient({
        action: 'wait for volumes to be detached',
        object: `Node ${node}`,
        why: `VolumeAttachment ${metadata.name} names no PersistentVolume`,
        hint: 'wait for it to be gone, or exclude the Machine from waiting for volumes',
      });
    });
}
