import { annotations, CustomResourceDefinition, printKey, type ObjectKey } from '@capi/api';
import { ApiError, refusedAs, type Client, type PatchOptions } from '@capi/controller-runtime';
import { transient, unreachable } from '@capi/seams';

import type { Plan, Target } from '../decide/plan.ts';
import type { Served } from '../observe.ts';

interface Surroundings {
  readonly client: Client;
  readonly served: Served;
  /** Name of the CRD. */
  readonly name: string;
  /** Told of every object that is stored in the storage version now, or is gone. */
  readonly onRewritten: (uid: string) => void;
}

/** Objects that are written at once: enough to hide the way there and back, few enough to leave room for others. */
const atOnce = 8;

/** Does one step. Every write carries the version that was seen, so what somebody else wrote since stays. */
export async function act(plan: Plan, surroundings: Surroundings, signal: AbortSignal): Promise<void> {
  const { client, onRewritten } = surroundings;
  switch (plan.step) {
    case 'rest':
      return;
    case 'rewrite':
      return forEachTarget(plan.targets, async (target) => {
        await rewrite(surroundings, target, signal);
        onRewritten(target.uid);
      });
    case 'forget-versions':
      return patchDefinition(
        surroundings,
        { metadata: { resourceVersion: plan.resourceVersion }, status: { storedVersions: [plan.storage] } },
        signal,
        { subresource: 'status' },
      );
    case 'clean':
      return forEachTarget(plan.targets, async ({ key, resourceVersion, managedFields }) => {
        const body = [
          { op: 'replace', path: '/metadata/managedFields', value: managedFields },
          { op: 'replace', path: '/metadata/resourceVersion', value: resourceVersion },
        ];
        // Whom somebody else was faster with is seen again in the next round.
        await tolerating(nameOf(surroundings, key), () => client.patch(surroundings.served.resource, key, { type: 'json', body }, signal));
      });
    case 'finish': {
      const metadata = {
        resourceVersion: plan.resourceVersion,
        annotations: { [annotations.crdMigratedGeneration]: String(plan.generation) },
      };
      return patchDefinition(surroundings, { metadata }, signal);
    }
    default:
      return unreachable(plan);
  }
}

/** A CRD that somebody else changed meanwhile is looked at again, since it may mean something else now. */
async function patchDefinition({ client, name }: Surroundings, body: object, signal: AbortSignal, options?: PatchOptions): Promise<void> {
  await tolerating(`CustomResourceDefinition ${name}`, () =>
    client.patch(CustomResourceDefinition, { name }, { type: 'merge', body }, signal, options),
  );
}

/** Writes an object without a change. Somebody else's write in between did the same, and what is gone is not stored at all. */
async function rewrite(surroundings: Surroundings, { key, resourceVersion }: Target, signal: AbortSignal): Promise<void> {
  const { client, served } = surroundings;
  const { group, version, kind } = served.resource;
  const body = { apiVersion: `${group}/${version}`, kind, metadata: { ...key, resourceVersion } };
  await tolerating(nameOf(surroundings, key), () =>
    client.patch(served.resource, key, { type: 'merge', body }, signal, served.hasStatus ? { subresource: 'status' } : {}),
  );
}

const nameOf = ({ served }: Surroundings, key: ObjectKey): string => `${served.resource.kind} ${printKey(key)}`;

async function tolerating(object: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (refusedAs(error, 'NotFound') || refusedAs(error, 'Conflict')) return;
    if (!(error instanceof ApiError)) throw error;
    throw transient({ action: 'store an object in the present version', object, why: error.message }, error);
  }
}

/** Goes on with the others when one fails, so that one bad object does not hold up all of them; the first failure is thrown at the end. */
async function forEachTarget<T>(targets: readonly T[], write: (target: T) => Promise<void>): Promise<void> {
  const waiting = [...targets];
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
      try {
        await write(target);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failures.length > 0) throw failures[0];
}
