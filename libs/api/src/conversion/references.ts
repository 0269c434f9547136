import { terminal } from '@capi/seams';

import { at, objectIn, textIn, type Draft, type Json } from './json.ts';
import type { Codec, Downward } from './mapping.ts';

// Old versions refer to objects with version, namespace and more; the hub needs group, kind and name only (api-conversion 1.5).

/**
 * The API group of an old reference; empty when the reference names none.
 * @throws a terminal OperationError for what is neither `version` nor `group/version`
 */
function groupOf(apiVersion: unknown): string {
  const parts = textIn(apiVersion).split('/');
  if (parts.length > 2) {
    throw terminal({
      action: 'convert a reference',
      why: `apiVersion ${textIn(apiVersion)} is not group/version`,
      hint: 'write it as group/version',
    });
  }
  return parts.length === 2 ? (parts[0] ?? '') : '';
}

const namespaceOf = ({ object }: Downward): unknown => at(object, 'metadata.namespace');

const fields = (entries: readonly (readonly [string, unknown])[]): Draft =>
  Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null && value !== ''));

/** A reference that says something: one without any field counts as absent. */
const given = (value: unknown): Json | undefined => {
  const reference = objectIn(value);
  return reference !== undefined && Object.values(reference).some((field) => field !== undefined && field !== null && field !== '')
    ? reference
    : undefined;
};

/**
 * A reference to a provider object. Going down its version is what `versionOf` answers, by default the newest under the contract labels of
 * the CRD; going up only group, kind and name stay.
 * @param oldAlways the old version shows an empty struct where the hub has no reference
 */
export const contractReference = ({
  oldAlways = false,
  versionOf = (kind, { context }) => context.apiVersionOf(kind),
}: {
  readonly oldAlways?: boolean;
  readonly versionOf?: (kind: { readonly apiGroup: string; readonly kind: string }, known: Downward) => string;
} = {}): Codec => ({
  up(value) {
    const old = objectIn(value);
    if (old === undefined) return undefined;
    const hub = fields([
      ['apiGroup', groupOf(old['apiVersion'])],
      ['kind', old['kind']],
      ['name', old['name']],
    ]);
    return Object.keys(hub).length === 0 ? undefined : hub;
  },
  down(value, known) {
    const hub = given(value);
    if (hub === undefined) return oldAlways ? {} : undefined;
    const kind = { apiGroup: textIn(hub['apiGroup']), kind: textIn(hub['kind']) };
    return fields([
      ['apiVersion', versionOf(kind, known)],
      ['kind', hub['kind']],
      ['name', hub['name']],
      ['namespace', namespaceOf(known)],
    ]);
  },
});

/** A reference to a template in a fixed version: going down it gets the namespace of the object that holds it. */
export const templateReference = ({ oldAlways = false }: { readonly oldAlways?: boolean } = {}): Codec => ({
  up(value) {
    const old = objectIn(value);
    if (old === undefined) return undefined;
    const hub = fields(['apiVersion', 'kind', 'name'].map((name) => [name, old[name]] as const));
    return Object.keys(hub).length === 0 ? undefined : hub;
  },
  down(value, known) {
    const hub = given(value);
    if (hub === undefined && !oldAlways) return undefined;
    return fields([...['apiVersion', 'kind', 'name'].map((name) => [name, hub?.[name]] as const), ['namespace', namespaceOf(known)]]);
  },
});

/** The Node of a Machine: by name alone in the hub. */
export const nodeReference: Codec = {
  up: (value) => (at(value, 'name') === undefined || at(value, 'name') === '' ? undefined : { name: at(value, 'name') }),
  down: (value) =>
    given(value) === undefined
      ? undefined
      : fields([
          ['apiVersion', 'v1'],
          ['kind', 'Node'],
          ['name', at(value, 'name')],
        ]),
};
