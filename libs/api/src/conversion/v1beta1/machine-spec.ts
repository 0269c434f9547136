import { always, kept, nonZero, seconds, shownInOld } from '../codecs.ts';
import { objectIn, type Draft, type Json } from '../json.ts';
import { listOf, mapping, moved, same, within, type Codec, type Mapping } from '../mapping.ts';
import { contractReference } from '../references.ts';

/** Free-form texts under free keys, absent when there are none. What is no text is left out. */
const textMap: Codec = (() => {
  const copy = (value: unknown): unknown => {
    const entries = Object.entries(objectIn(value) ?? {}).filter(([, item]) => typeof item === 'string');
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  };
  return { up: copy, down: copy };
})();

/** What becomes of a struct without contents. */
interface Emptiness {
  /** The old version shows it even where the hub has none. */
  readonly oldAlways?: boolean;
  /** Being there means something in both versions. */
  readonly keepsEmpty?: boolean;
}

/**
 * A struct made of maps and lists: one of those that is there but empty differs in Go from one that is not there, so the struct
 * around it stays.
 * @param fields each with what becomes of its value
 */
function ofCollections(fields: Readonly<Record<string, Codec>>, { oldAlways = false, keepsEmpty = false }: Emptiness): Codec {
  const saysSomething = (struct: Json): boolean =>
    keepsEmpty || Object.keys(fields).some((name) => struct[name] !== undefined && struct[name] !== null);
  return {
    up(value, remembered, known) {
      const old = objectIn(value);
      if (old === undefined || !saysSomething(old)) return undefined;
      const hub: Draft = {};
      for (const [name, codec] of Object.entries(fields)) set(hub, name, codec.up(old[name], objectIn(remembered)?.[name], known));
      return hub;
    },
    down(value, known) {
      const hub = objectIn(value);
      if ((hub === undefined || !saysSomething(hub)) && !oldAlways) return undefined;
      const old: Draft = {};
      for (const [name, codec] of Object.entries(fields)) set(old, name, codec.down(hub?.[name], known));
      return old;
    },
  };
}

function set(into: Draft, name: string, value: unknown): void {
  if (value !== undefined) into[name] = value;
}

/** Metadata of a template. */
export const templateMetadata = (emptiness: Emptiness = {}): Codec => ofCollections({ labels: textMap, annotations: textMap }, emptiness);

const requirements = listOf(mapping(same(always(''), 'key', 'operator'), same(kept, 'values')));

/** A label selector. */
export const labelSelector = (emptiness: Emptiness = {}): Codec =>
  ofCollections({ matchLabels: textMap, matchExpressions: requirements }, emptiness);

/** `nodeDrainTimeout` and its siblings, in the hub under `deletion`. */
export const nodeTimeouts: Mapping = mapping(
  ...['nodeDrainTimeout', 'nodeVolumeDetachTimeout', 'nodeDeletionTimeout'].map((name) => moved(name, `deletion.${name}Seconds`, seconds)),
);

const gates = listOf(mapping(same(shownInOld(''), 'conditionType'), same(nonZero, 'polarity')));

/** Conditions that have a say in a summary: `readinessGates` or `availabilityGates`. */
export const conditionGates = (name: string): Mapping => same(gates, name);

/** Taints, in the same form in both versions. */
export const taints: Mapping = same(listOf(same(nonZero, 'key', 'value', 'effect', 'propagation')), 'taints');

/** `spec` of a Machine, and of the template of whatever makes Machines. */
export const machineSpec: Mapping = mapping(
  same(shownInOld(''), 'clusterName'),
  within('bootstrap', 'bootstrap', mapping(same(contractReference(), 'configRef'), same(kept, 'dataSecretName')), { oldAlways: true }),
  same(contractReference({ oldAlways: true }), 'infrastructureRef'),
  same(nonZero, 'version', 'providerID', 'failureDomain'),
  conditionGates('readinessGates'),
  nodeTimeouts,
  taints,
);

/** `spec.template` of whatever makes Machines. */
export const machineTemplate: Mapping = within(
  'template',
  'template',
  mapping(same(templateMetadata({ oldAlways: true }), 'metadata'), within('spec', 'spec', machineSpec, { oldAlways: true })),
  { oldAlways: true },
);

/** `status.versions`. */
export const statusVersions: Mapping = same(listOf(same(nonZero, 'version', 'replicas')), 'versions');
