import { apiVersionOf, resourceName } from '@capi/api';

import type { ConvertObjects } from '../conversion/conversion-webhook.ts';
import type { Subject } from '../errors/status-error.ts';
import type { KindRules } from '../kinds/kind-rules.ts';
import type { CompiledSchema } from '../schema/compiled-schema.ts';
import type { ServedResource } from '../served-resource.ts';
import type { Conversion } from './conversion.ts';

/** One version of one kind with all that serving it takes. */
export interface Endpoint {
  readonly resource: ServedResource;
  readonly apiVersion: string;
  /** Under which name, and in which version, its objects are stored. */
  readonly storage: string;
  readonly storageApiVersion: string;
  /** Where it takes no webhook. */
  readonly conversion: Conversion;
  /** Converts by a webhook; absent when {@link conversion} does it. */
  readonly convertObjects?: ConvertObjects;
  readonly rules: KindRules;
  /** Compiled on first use. */
  readonly schema: CompiledSchema;
}

export interface EndpointOptions {
  readonly resource: ServedResource;
  readonly storageApiVersion?: string;
  /** Name in storage when it is not the kind's own: both event kinds are one. */
  readonly storage?: string;
  readonly conversion: Conversion;
  readonly convertObjects?: ConvertObjects;
  readonly rules: KindRules;
  readonly compile: () => CompiledSchema;
}

export function makeEndpoint(options: EndpointOptions): Endpoint {
  const apiVersion = apiVersionOf(options.resource);
  let compiled: CompiledSchema | undefined;
  return {
    resource: options.resource,
    apiVersion,
    storage: options.storage ?? resourceName(options.resource),
    storageApiVersion: options.storageApiVersion ?? apiVersion,
    conversion: options.conversion,
    ...(options.convertObjects === undefined ? {} : { convertObjects: options.convertObjects }),
    rules: options.rules,
    get schema() {
      return (compiled ??= options.compile());
    },
  };
}

/** How errors about objects name them: by the plural. */
export const subjectOf = ({ resource }: Endpoint, name?: string): Subject => ({
  group: resource.group,
  kind: resource.plural,
  ...(name === undefined ? {} : { name }),
});

/** How errors about a refused content name it: by the Kind. */
export const kindSubject = ({ resource }: Endpoint, name: string): Subject => ({ group: resource.group, kind: resource.kind, name });
