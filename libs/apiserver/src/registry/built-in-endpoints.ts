import { resourceName } from '@capi/api';

import { builtInResources, reviewResources } from '../built-in/built-in-resources.ts';
import { builtInRules } from '../kinds/built-in-rules.ts';
import { compileSchema } from '../schema/compile-schema.ts';
import { renameVersion } from './conversion.ts';
import { makeEndpoint, type Endpoint } from './endpoint.ts';
import { convertEvent } from './event-conversion.ts';

/** The kinds that this server brings along. Shared by all servers of a process, compiled schemas included. */
export const builtInEndpoints: readonly Endpoint[] = [...builtInResources, ...reviewResources].map((resource) => {
  const isEvent = resource.kind === 'Event';
  return makeEndpoint({
    resource,
    ...(isEvent ? { storage: 'events', storageApiVersion: 'v1' } : {}),
    conversion: isEvent ? convertEvent : renameVersion,
    rules: builtInRules(resourceName(resource)),
    compile: () => compileSchema(resource.schema),
  });
});
