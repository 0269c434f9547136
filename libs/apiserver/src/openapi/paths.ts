import { definitionName, referencePrefix } from '../built-in/parse-definitions.ts';
import { subresourcesOf } from '../discovery/discovery.ts';
import type { ServedResource } from '../served-resource.ts';
import { listSchemaName, schemaName } from './schema-names.ts';

type Operation = Readonly<Record<string, unknown>>;

const parameter = (name: string, where: 'query' | 'path', type = 'string'): object => ({
  name,
  in: where,
  ...(where === 'path' ? { required: true } : {}),
  schema: { type, uniqueItems: true },
});
const writeParameters = ['dryRun', 'fieldManager', 'fieldValidation'].map((name) => parameter(name, 'query'));
const listParameters = ['continue', 'fieldSelector', 'labelSelector', 'resourceVersion', 'resourceVersionMatch'].map((name) =>
  parameter(name, 'query'),
);
const deleteParameters = [
  parameter('dryRun', 'query'),
  parameter('gracePeriodSeconds', 'query', 'integer'),
  parameter('propagationPolicy', 'query'),
];
const patchTypes = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
];

const schemaRef = (name: string): object => ({ $ref: `${referencePrefix}${name}` });
const content = (types: readonly string[], name: string): object => ({
  content: Object.fromEntries(types.map((type) => [type, { schema: schemaRef(name) }])),
});
const answers = (name: string): object => ({ 200: { description: 'OK', ...content(['application/json', 'application/yaml'], name) } });

interface Described {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

function operation(action: string, of: Described, answer: string, more: object = {}): Operation {
  const { group, version, kind } = of;
  return {
    responses: answers(answer),
    ...more,
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': { group, version, kind },
  };
}

const body = (name: string): object => ({ requestBody: { ...content(['*/*'], name), required: true } });
const patchBody = (custom: boolean): object => ({
  requestBody: {
    ...content(
      patchTypes.filter((type) => !custom || !type.includes('strategic')),
      definitionName('meta.Patch', ''),
    ),
    required: true,
  },
});
const status = definitionName('meta.Status', '');
const deleteOptions = definitionName('meta.DeleteOptions', '');

/** What can be requested of a kind, and how, by path. kubectl reads here whether dry run and field validation are known. */
export function pathsOf(resource: ServedResource): Readonly<Record<string, object>> {
  const { group, version, plural, namespaced, verbs, kind, custom } = resource;
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const collection = `${root}/${namespaced ? 'namespaces/{namespace}/' : ''}${plural}`;
  const name = schemaName(resource);
  const list = listSchemaName(resource);
  const namespace = namespaced ? [parameter('namespace', 'path')] : [];
  const offer = (verb: string, method: string, made: () => Operation): object => (verbs.includes(verb) ? { [method]: made() } : {});
  const paths: Record<string, object> = {
    [collection]: {
      parameters: namespace,
      ...offer('list', 'get', () => operation('list', resource, list, { parameters: listParameters })),
      ...offer('create', 'post', () => operation('post', resource, name, { parameters: writeParameters, ...body(name) })),
      ...offer('deletecollection', 'delete', () =>
        operation('deletecollection', resource, status, { parameters: [...deleteParameters, ...listParameters] }),
      ),
    },
  };
  if (verbs.includes('get')) {
    paths[`${collection}/{name}`] = {
      parameters: [parameter('name', 'path'), ...namespace],
      get: operation('get', resource, name),
      ...offer('update', 'put', () => operation('put', resource, name, { parameters: writeParameters, ...body(name) })),
      ...offer('patch', 'patch', () =>
        operation('patch', resource, name, {
          parameters: [...writeParameters, parameter('force', 'query', 'boolean')],
          ...patchBody(custom),
        }),
      ),
      ...offer('delete', 'delete', () => operation('delete', resource, status, { parameters: deleteParameters, ...body(deleteOptions) })),
    };
  }
  for (const sub of subresourcesOf(resource)) {
    const scale = sub.kind === 'Scale';
    if (!scale && sub.kind !== kind) continue;
    const of = scale ? { group: 'autoscaling', version: 'v1', kind: 'Scale' } : resource;
    const schema = scale ? definitionName('autoscaling.Scale', '') : name;
    paths[`${collection}/{name}/${sub.name}`] = {
      parameters: [parameter('name', 'path'), ...namespace],
      ...(sub.verbs.includes('get') ? { get: operation('get', of, schema) } : {}),
      ...(sub.verbs.includes('update') ? { put: operation('put', of, schema, { parameters: writeParameters, ...body(schema) }) } : {}),
      ...(sub.verbs.includes('patch')
        ? { patch: operation('patch', of, schema, { parameters: writeParameters, ...patchBody(custom) }) }
        : {}),
    };
  }
  if (namespaced && verbs.includes('list')) {
    paths[`${root}/${plural}`] = { get: operation('list', resource, list, { parameters: listParameters }) };
  }
  return paths;
}
