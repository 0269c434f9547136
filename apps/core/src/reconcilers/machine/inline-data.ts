import {
  annotations,
  clusterSecretType,
  inlineBootstrapDataName,
  isInlineBootstrapDataName,
  keyOf,
  labels,
  Machine,
  Secret,
  secretKeys,
} from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { Wiring } from '../../wiring.ts';

/** Bootstrap data that a v1alpha2 client wrote into the Machine itself: they belong into a Secret before a machine is made of them. */
export interface SeenInlineData {
  /** Name of the Secret. */
  readonly secret: string;
  readonly state: InlineDataState;
}

/**
 * - `kept`: the Secret is the Machine's own and holds the data
 * - `missing`: there is no such Secret
 * - `outdated`: the Secret is the Machine's own and holds other data
 * - `foreign`: a Secret of that name belongs to somebody else
 * - `malformed`: the data are not base64, so that no Secret can hold them
 */
type InlineDataState = 'kept' | 'missing' | 'outdated' | 'foreign' | 'malformed';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
// Line breaks inside are read over, as Go does.
const dataOf = (machine: DeepReadonly<Machine>): string | undefined =>
  machine.metadata.annotations?.[annotations.inlineBootstrapData]?.replaceAll(/[\r\n]/g, '');

/**
 * Name of the Secret that the data of a Machine belong into; undefined when the Machine has none, or takes its data from elsewhere by
 * now.
 */
export function inlineDataSecretOf(machine: DeepReadonly<Machine>): string | undefined {
  const { configRef, dataSecretName = '' } = machine.spec.bootstrap;
  if (dataOf(machine) === undefined || configRef !== undefined) return undefined;
  return isInlineBootstrapDataName(dataSecretName) ? dataSecretName : undefined;
}

/** What became of the data of a Machine so far; undefined when it has none. */
export async function seeInlineData(
  { runtime: { cache, client } }: Wiring,
  machine: DeepReadonly<Machine>,
  signal: AbortSignal,
): Promise<SeenInlineData | undefined> {
  const name = inlineDataSecretOf(machine);
  const data = dataOf(machine);
  if (name === undefined || data === undefined) return undefined;
  if (!base64.test(data)) return { secret: name, state: 'malformed' };
  const key = { ...keyOf(machine), name };
  // Secrets of others need not carry the label by which Secrets are cached.
  const found = cache.get(Secret, key) ?? (await client.get(Secret, key, signal));
  return { secret: name, state: stateOf(machine, found, data) };
}

function stateOf(machine: DeepReadonly<Machine>, secret: DeepReadonly<Secret> | undefined, data: string): InlineDataState {
  if (secret === undefined) return 'missing';
  if (secret.metadata.ownerReferences?.some(({ uid }) => uid === machine.metadata.uid) !== true) return 'foreign';
  return secret.data?.[secretKeys.value] === data ? 'kept' : 'outdated';
}

/** The Secret with the data of a Machine, as every consumer of bootstrap data reads it. */
export function inlineDataSecret(machine: DeepReadonly<Machine>): Secret {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      ...keyOf(machine),
      name: inlineDataSecretOf(machine) ?? inlineBootstrapDataName(machine.metadata.name),
      labels: { [labels.clusterName]: machine.spec.clusterName },
      ownerReferences: [
        {
          apiVersion: `${Machine.group}/${Machine.version}`,
          kind: Machine.kind,
          name: machine.metadata.name,
          uid: machine.metadata.uid ?? '',
          controller: true,
        },
      ],
    },
    type: clusterSecretType,
    data: { [secretKeys.value]: dataOf(machine) ?? '', [secretKeys.format]: btoa('cloud-config') },
  };
}
