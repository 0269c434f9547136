import { keyOf, Machine, Node, printKey, Secret, type ContractReference } from '@capi/api';
import { patchObject, refusedAs } from '@capi/controller-runtime';
import { cordon, evictPods, isUnreachable } from '@capi/drain';
import { transient, type DeepReadonly } from '@capi/seams';

import { patchMetadata } from '../../../external/patch-metadata.ts';
import { needsLock } from '../../../needs-lock.ts';
import type { Wiring } from '../../../wiring.ts';
import type { Adoption, Deletion } from '../decide/plan.ts';
import { progressWith, type DrainProgresses } from '../drain-progress.ts';
import { inlineDataSecret } from '../inline-data.ts';
import type { Observation } from '../observation.ts';

/** What a plan for a Machine may set in motion. Each can be repeated, and does nothing when it is done already. */
export interface Actions {
  /** Whether anything had to be written. */
  patchMachine(seen: Observation, machine: DeepReadonly<Machine>, signal: AbortSignal): Promise<boolean>;
  /** Puts bootstrap data that were written into the Machine into its own Secret. */
  keepInlineData(seen: Observation, how: 'create' | 'update', signal: AbortSignal): Promise<void>;
  adopt(seen: Observation, adoption: Adoption, signal: AbortSignal): Promise<void>;
  /** Whether anything had to be written. */
  patchNode(seen: Observation, node: DeepReadonly<Node>, signal: AbortSignal): Promise<boolean>;
  /** Keeps Pods off the Node and asks those that are there to go; whether anything had to be asked. */
  vacate(seen: Observation, plan: Deletion, signal: AbortSignal): Promise<boolean>;
  remove(seen: Observation, what: 'infrastructure' | 'bootstrap' | 'node', signal: AbortSignal): Promise<void>;
}

/** {@link Actions} on the API servers of the management cluster and of the Machine's own cluster. */
export function machineActions({ runtime, external, workloadClusters }: Wiring, progresses: DrainProgresses): Actions {
  const { client, cache, clock, log } = runtime;
  const companion = ({ machine }: Observation, of: 'infrastructure' | 'bootstrap'): DeepReadonly<ContractReference> | undefined =>
    of === 'infrastructure' ? machine.spec.infrastructureRef : machine.spec.bootstrap.configRef;
  const connection = ({ cluster }: Observation) => workloadClusters.connection(keyOf(cluster));

  return {
    async patchMachine(seen, machine, signal) {
      return (
        (await patchObject<Machine>(client, Machine, seen.machine, machine, signal, { lock: needsLock(seen.machine, machine) })) !==
        seen.machine
      );
    },
    async keepInlineData({ machine }, how, signal) {
      const secret = inlineDataSecret(machine);
      if (how === 'update') {
        await client.patch(Secret, keyOf(secret), { type: 'merge', body: { data: secret.data } }, signal);
        return;
      }
      try {
        await client.create(Secret, secret, signal);
      } catch (error) {
        // Made by an earlier attempt, or by somebody else: the next look tells, and nothing is adopted before it.
        if (!refusedAs(error, 'AlreadyExists')) throw error;
        throw transient(
          {
            action: 'keep the bootstrap data',
            object: `Machine ${machine.metadata.name}`,
            why: `Secret ${secret.metadata.name} has just been made`,
          },
          error,
        );
      }
    },
    async adopt(seen, { of, labels, ownerReferences }, signal) {
      const reference = companion(seen, of);
      if (reference === undefined) return;
      const key = { ...keyOf(seen.machine), name: reference.name };
      await patchMetadata({ client, cache }, external.resourceOf(reference), key, { labels, ownerReferences }, signal);
    },
    async patchNode(seen, node, signal) {
      const workload = connection(seen);
      if (seen.node.state !== 'found' || workload === undefined) return false;
      return (await patchObject<Node>(workload.client, Node, seen.node.node, node, signal, { lock: true })) !== seen.node.node;
    },
    async vacate(seen, plan, signal) {
      const { node } = seen;
      const key = printKey(keyOf(seen.machine));
      const progress = progressWith(seen, plan);
      progresses.keep(key, progress);
      const workload = connection(seen);
      if (node.state !== 'found' || workload === undefined) return false;
      if (plan.cordon === true) {
        await cordon(workload.client, node.node, signal);
        return true;
      }
      const evict = plan.drain?.evict ?? [];
      if (evict.length === 0) return false;
      log.info('Evicting Pods', { Node: node.node.metadata.name, pods: evict });
      const unreachable = isUnreachable(node.node);
      const refusals = await evictPods(evict, { client: workload.client, clock, unreachable }, signal);
      progresses.keep(key, { ...progress, refusals: [...(plan.drain?.refused ?? []), ...(plan.drain?.gone ?? []), ...refusals] });
      return true;
    },
    async remove(seen, what, signal) {
      if (what === 'node') return deleteNode(seen, signal);
      const reference = companion(seen, what);
      if (reference !== undefined)
        await client.delete(external.resourceOf(reference), { ...keyOf(seen.machine), name: reference.name }, signal);
    },
  };

  async function deleteNode(seen: Observation, signal: AbortSignal): Promise<void> {
    const name = seen.node.state === 'found' ? seen.node.node.metadata.name : undefined;
    if (name === undefined) return;
    const workload = connection(seen);
    if (workload === undefined) {
      throw transient({
        action: 'delete the Node',
        object: `Machine ${seen.machine.metadata.name}`,
        why: 'the workload cluster is not connected',
      });
    }
    await workload.client.delete(Node, { name }, signal);
  }
}
