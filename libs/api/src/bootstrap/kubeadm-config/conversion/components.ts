import { always, argumentsList, intent, kept, shownInOld, time, nonZero } from '../../../conversion/codecs.ts';
import { listIn } from '../../../conversion/json.ts';
import { listOf, mapping, same, struct, type Codec, type Mapping } from '../../../conversion/mapping.ts';
import { quantity } from '../../../conversion/quantity.ts';

/** A struct that stays even when it is empty: a pointer in both versions. */
const pointer = (...lines: readonly Mapping[]): Codec => struct(mapping(...lines), { hubKeepsEmpty: true, oldKeepsEmpty: true });

const keySelector = pointer(same(always(''), 'key'), same(nonZero, 'name'), same(kept, 'optional'));

const environmentVariables: Codec = listOf(
  mapping(
    same(always(''), 'name'),
    same(nonZero, 'value'),
    same(
      pointer(
        same(keySelector, 'configMapKeyRef', 'secretKeyRef'),
        same(pointer(same(nonZero, 'apiVersion'), same(always(''), 'fieldPath')), 'fieldRef'),
        same(pointer(same(always(''), 'key', 'path', 'volumeName'), same(kept, 'optional')), 'fileKeyRef'),
        same(pointer(same(nonZero, 'containerName'), same(always(''), 'resource'), same(quantity, 'divisor')), 'resourceFieldRef'),
      ),
      'valueFrom',
    ),
  ),
);

/** In the hub an empty list of variables is something else than none; the old version writes neither. */
export const extraEnvs: Mapping = same(
  {
    up: (value, remembered, known) => environmentVariables.up(value, remembered, known),
    down: (value, known) => (listIn(value)?.length === 0 ? undefined : environmentVariables.down(value, known)),
  },
  'extraEnvs',
);

const volumes: Codec = listOf(
  mapping(same(shownInOld(''), 'name', 'hostPath', 'mountPath'), same(nonZero, 'pathType'), same(intent(false), 'readOnly')),
  {
    key: 'hostPath',
  },
);
const unlessEmpty = (value: unknown): unknown => (listIn(value)?.length === 0 ? undefined : value);

/** Unlike elsewhere, an empty list of volumes is none at all. */
export const extraVolumes: Mapping = same(
  {
    up: (value, remembered, known) => unlessEmpty(volumes.up(value, remembered, known)),
    down: (value, known) => unlessEmpty(volumes.down(value, known)),
  },
  'extraVolumes',
);

/** Flags of a component. */
export const extraArgs: Mapping = same(argumentsList, 'extraArgs');

/** Taints of a Node in the form of Kubernetes itself. An empty list says that there are to be none and stays in both versions. */
export const nodeTaintList: Codec = listOf(mapping(same(always(''), 'key', 'effect'), same(nonZero, 'value'), same(time, 'timeAdded')));
