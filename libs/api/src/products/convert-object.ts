import { terminal, type DeepReadonly } from '@capi/seams';

import type { UnstructuredObject } from '../meta/object.ts';
import type { Conversion, ConversionContext, Kind, VersionDeclaration } from '../schema/define-kind.ts';

/** What has to be known of a kind in order to convert its objects; every declared kind is one. */
export type ConvertedKind = Pick<Kind, 'group' | 'version' | 'kind' | 'declaration'>;

/**
 * An object in another version of its kind; by way of the storage version when neither of the two is that.
 * @param apiVersion `group/version` that is wanted
 * @throws a terminal OperationError when the kind has no such version, or the object holds what cannot be converted
 */
export function convertObject(
  kind: ConvertedKind,
  object: DeepReadonly<UnstructuredObject>,
  apiVersion: string,
  context: ConversionContext,
): UnstructuredObject {
  const from = withMetadata(object as UnstructuredObject);
  if (from.apiVersion === apiVersion) return from;
  const source = conversionFrom(kind, from.apiVersion);
  const target = conversionFrom(kind, apiVersion);
  if (target === undefined) return { ...(source === undefined ? from : source.toHub(from, context)), apiVersion };
  const hub = source === undefined ? from : unnamed((source.onward ?? source.toHub)(from, context));
  return { ...target.fromHub(hub, context), apiVersion, kind: from.kind };
}

// An API server converts parts of an object when it looks for what an applier forgot, and takes no answer without metadata.
function withMetadata(object: UnstructuredObject): UnstructuredObject {
  const { metadata } = object as Partial<UnstructuredObject>;
  return metadata === undefined || metadata === null ? { ...object, metadata: {} as UnstructuredObject['metadata'] } : object;
}

// On the way between two old versions the hub object is nobody's, and says so where it is remembered.
const unnamed = ({ apiVersion: _version, kind: _kind, ...rest }: UnstructuredObject): UnstructuredObject =>
  rest as unknown as UnstructuredObject;

/** The conversion of a version; undefined for the storage version and for versions that are just like it. */
function conversionFrom(kind: ConvertedKind, apiVersion: string): Conversion | undefined {
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
