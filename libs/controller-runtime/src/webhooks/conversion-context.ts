import { CustomResourceDefinition, resourceName, type ConversionContext, type Kind } from '@capi/api';
import { contractOf, crdNames } from '@capi/contracts';
import { terminal } from '@capi/seams';

import type { Cache, CacheScope } from '../cache/cache.ts';

/** CRDs are read for their names and labels only; schemas are a hundred times as long. */
export const definitionsScope: CacheScope<CustomResourceDefinition> = { resource: CustomResourceDefinition, metadataOnly: true };

/**
 * What conversions want to know of other kinds, from the cached CRDs ({@link definitionsScope}).
 * @param known kinds whose versions are known without asking: those of this project
 */
export function conversionContext(cache: Cache, known: readonly Kind[]): ConversionContext {
  const served = new Map(known.map((kind) => [`${kind.kind}.${kind.group}`, kind]));
  return {
    apiVersionOf(kind) {
      const { apiGroup } = kind;
      const crd = crdNames(kind)
        .map((name) => cache.get(CustomResourceDefinition, { name }))
        .find((found) => found !== undefined);
      if (crd === undefined) {
        throw terminal({
          action: 'find a kind',
          object: `${kind.kind}.${apiGroup}`,
          why: 'no CRD of that name is installed',
          hint: 'install its provider',
        });
      }
      return `${apiGroup}/${contractOf(crd).version}`;
    },
    // Metadata does not tell versions. Kinds of others have not served v1alpha2 for years, which is all that is asked about.
    serves({ apiGroup, kind }, version) {
      const found = served.get(`${kind}.${apiGroup}`);
      const stage = found?.declaration.versions[version]?.stage;
      const isServed = stage !== undefined && stage !== 'unserved';
      return isServed && found !== undefined && cache.get(CustomResourceDefinition, { name: resourceName(found) }) !== undefined;
    },
  };
}
