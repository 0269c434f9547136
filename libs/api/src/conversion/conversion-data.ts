import { terminal } from '@capi/seams';

import { at, objectIn, textIn, type Draft, type Json } from './json.ts';

/**
 * The annotation under which an object of an old version carries the whole object of the hub, so that nothing is lost on the way
 * there and back. Upstream reads and writes the same.
 */
export const conversionDataAnnotation = 'cluster.x-k8s.io/conversion-data';

/** `metadata` without an annotation; without annotations altogether when it was the only one. */
export function withoutAnnotation(metadata: Json, annotation: string): Json {
  const annotations = objectIn(metadata['annotations']);
  if (annotations === undefined) return metadata;
  const { [annotation]: _gone, ...others } = annotations;
  const { annotations: _all, ...rest } = metadata;
  return Object.keys(others).length === 0 ? rest : { ...rest, annotations: others };
}

/** `metadata` with an annotation added or replaced. */
export const withAnnotation = (metadata: Json, annotation: string, value: string): Json => ({
  ...metadata,
  annotations: { ...objectIn(metadata['annotations']), [annotation]: value },
});

/** The hub object in its annotation: everything but its metadata, of which upstream leaves a trace where nothing else is left. */
export function printConversionData(hub: Json): string {
  const { metadata: _left, ...rest } = hub;
  return JSON.stringify(rest['spec'] === undefined && rest['status'] === undefined ? { ...rest, metadata: {} } : rest);
}

/**
 * What an object of an old version remembers of its hub object; undefined when it remembers nothing.
 * @throws a terminal OperationError when the annotation is not JSON: better refused than half restored
 */
export function readConversionData(old: Json): Json | undefined {
  const text = objectIn(at(old, 'metadata.annotations'))?.[conversionDataAnnotation];
  if (typeof text !== 'string') return undefined;
  try {
    return objectIn(JSON.parse(text)) ?? {};
  } catch (cause) {
    throw terminal(
      {
        action: 'convert an object',
        object: `${textIn(old['kind'])} ${textIn(at(old, 'metadata.name'))}`,
        why: `its annotation ${conversionDataAnnotation} is not JSON`,
        hint: 'remove the annotation; fields that only newer versions have fall back to their defaults',
      },
      cause,
    );
  }
}

/** A draft of an object with everything but spec and status of the one it is made from. */
export const draftOf = ({ apiVersion, kind, metadata }: Json): Draft => ({
  apiVersion,
  kind,
  ...(metadata === undefined ? {} : { metadata }),
});

/** Whether an object of an old version remembers its hub object. */
export const remembersHub = (old: Json): boolean => objectIn(at(old, 'metadata.annotations'))?.[conversionDataAnnotation] !== undefined;
