import { createHash } from 'node:crypto';

import { groupVersions } from '../discovery/versions.ts';
import type { ServedResource } from '../served-resource.ts';
import { components } from './components.ts';
import { pathsOf } from './paths.ts';

/** The answer to `/openapi/v3/api/v1` and `/openapi/v3/apis/{group}/{version}`; undefined when nothing of the version is served. */
export function openApiV3(resources: readonly ServedResource[], group: string, version: string): unknown {
  const served = resources.filter((resource) => resource.group === group && resource.version === version);
  if (served.length === 0) return undefined;
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'unversioned' },
    paths: Object.assign({}, ...served.map(pathsOf)) as object,
    components: { schemas: components(served) },
  };
}

/**
 * The answer to `/openapi/v3`: where the documents are. A document's address carries a hash of its content, so that clients keep it
 * until it changes. Costs as much as making every document once.
 */
export function openApiIndex(resources: readonly ServedResource[]): unknown {
  const paths: Record<string, { readonly serverRelativeURL: string }> = {};
  for (const [group, versions] of groupVersions(resources)) {
    for (const version of versions) {
      const path = group === '' ? `api/${version}` : `apis/${group}/${version}`;
      const hash = createHash('sha256')
        .update(JSON.stringify(openApiV3(resources, group, version)))
        .digest('hex')
        .toUpperCase();
      paths[path] = { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` };
    }
  }
  return { paths };
}
