import type { UnstructuredObject } from '../meta/object.ts';
import { convertObject, type ConvertedKind } from '../products/convert-object.ts';
import type { ConversionContext } from '../schema/define-kind.ts';

/** Other kinds as conversions see them where the providers of this project are installed: everything is served in v1alpha2 too. */
export const installed: ConversionContext = { apiVersionOf: ({ apiGroup }) => `${apiGroup}/v1beta2`, serves: () => true };

/** Other kinds where those providers serve nothing older than v1beta1. */
export const installedWithoutV1Alpha2: ConversionContext = { ...installed, serves: () => false };

/** An object converted from version to version, in this order. */
export const through = (
  kind: ConvertedKind,
  object: unknown,
  versions: readonly string[],
  context: ConversionContext = installed,
): UnstructuredObject =>
  versions.reduce<UnstructuredObject>(
    (converted, version) => convertObject(kind, converted, `${kind.group}/${version}`, context),
    object as UnstructuredObject,
  );

/** An object without what conversions remember in it. */
export function withoutMemory(object: UnstructuredObject): UnstructuredObject {
  const { annotations, ...metadata } = object.metadata;
  const { 'cluster.x-k8s.io/conversion-data': _memory, ...others } = annotations ?? {};
  return { ...object, metadata: { ...metadata, ...(Object.keys(others).length === 0 ? {} : { annotations: others }) } };
}
