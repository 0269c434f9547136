import { notAcceptable } from '../errors/status-error.ts';

/** How a client wants to see objects. */
export type Representation =
  | { readonly kind: 'object' }
  | { readonly kind: 'metadata' }
  | { readonly kind: 'table'; readonly includeObject: 'Metadata' | 'Object' | 'None' };

interface MediaType {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const offered = ['application/json', 'application/yaml'];

/**
 * Chooses from an Accept header what can be served: the first entry that names JSON.
 * @throws StatusError 406 when there is none
 */
export function chooseRepresentation(accept: string | undefined, query: URLSearchParams): Representation {
  if (accept === undefined || accept.trim() === '') return { kind: 'object' };
  for (const { type, parameters } of accept.split(',').map(parseMediaType)) {
    if (!isJson(type) && type !== 'application/yaml') continue;
    const as = parameters.get('as');
    if (as === undefined) return { kind: 'object' };
    if (parameters.get('g') !== 'meta.k8s.io' || parameters.get('v') !== 'v1') continue;
    if (as === 'Table') return { kind: 'table', includeObject: includeObject(query.get('includeObject')) };
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') return { kind: 'metadata' };
  }
  throw notAcceptable(offered);
}

/** Whether YAML is wanted rather than JSON. */
export const wantsYaml = (accept: string | undefined): boolean => {
  const types = (accept ?? '').split(',').map((entry) => parseMediaType(entry).type);
  return types.includes('application/yaml') && !types.some(isJson);
};

const isJson = (type: string): boolean => type === 'application/json' || type === 'application/*' || type === '*/*';

/** One entry of an Accept header, or a Content-Type. */
export function parseMediaType(text: string): MediaType {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim());
  return {
    type: type.toLowerCase(),
    parameters: new Map(
      parameters.map((parameter): [string, string] => {
        const [name = '', value = ''] = parameter.split('=');
        return [name.trim(), value.trim()];
      }),
    ),
  };
}

function includeObject(value: string | null): 'Metadata' | 'Object' | 'None' {
  return value === 'Object' || value === 'None' ? value : 'Metadata';
}
