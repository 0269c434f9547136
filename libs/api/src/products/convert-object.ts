import { terminal, type DeepReadonly } from '@capi/seams';

import type { UnstructuredObject } from '../meta/object.ts';
import type { Conversion, ConversionContext, Kind, VersionDeclaration } from '../schema/define-kind.ts';

/**
 * An object in another version of its kind; by way of the storage version when neither of the two is that.
 * @param apiVersion `group/version` that is wanted
 * @throws a terminal OperationError when the kind has no such version, or the object holds what cannot be converted
 */
export function convertObject(
  kind: Kind,
  object: DeepReadonly<UnstructuredObject>,
  apiVersion: string,
  context: ConversionContext,
): UnstructuredObject {
  const from = object as UnstructuredObject;
  if (from.apiVersion === apiVersion) return from;
  const source = conversionFrom(kind, from.apiVersion);
  const hub = source === undefined ? from : named(source.toHub(from, context), kind, kind.version);
  const target = conversionFrom(kind, apiVersion);
  return target === undefined ? { ...hub, apiVersion } : { ...target.fromHub(hub, context), apiVersion };
}

const named = (object: UnstructuredObject, { group }: Kind, version: string): UnstructuredObject => ({
  ...object,
  apiVersion: `${group}/${version}`,
});

/** The conversion of a version; undefined for the storage version and for versions that are just like it. */
function conversionFrom(kind: Kind, apiVersion: string): Conversion | undefined {
  const [group, version = ''] = apiVersion.split('/');
  const versions: Readonly<Record<string, VersionDeclaration>> = kind.declaration.versions;
  const declared = group === kind.group ? versions[version] : undefined;
  if (declared === undefined) {
    throw terminal({
      action: 'convert an object',
      object: kind.kind,
      why: `it has no version ${apiVersion}`,
      hint: `use one of ${Object.keys(versions).join(', ')}`,
    });
  }
  return declared.convert;
}
