import type { Cause } from '../schema/cause.ts';
import { duplicate, invalid, required } from '../schema/field-errors.ts';
import { isObject, type JsonObject } from '../schema/json.ts';

type Check = (value: JsonObject, path: string) => readonly Cause[];

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
const join = (path: string, field: string): string => (path === '' ? field : `${path}.${field}`);

/** Fields that have to be there and not be empty texts. */
const needs =
  (...fields: readonly string[]): Check =>
  (value, path) =>
    fields.filter((field) => !isGiven(value[field])).map((field) => required(join(path, field)));

/** Checks the object in a field; nothing when it is absent. */
const within =
  (field: string, ...checks: readonly Check[]): Check =>
  (value, path) => {
    const child = value[field];
    return isObject(child) ? checks.flatMap((check) => check(child, join(path, field))) : [];
  };

/** Checks every item of the list in a field. */
const each =
  (field: string, ...checks: readonly Check[]): Check =>
  (value, path) => {
    const items: readonly unknown[] = Array.isArray(value[field]) ? value[field] : [];
    return items.flatMap((item, index) => (isObject(item) ? checks.flatMap((check) => check(item, `${join(path, field)}[${index}]`)) : []));
  };

const filled =
  (field: string): Check =>
  (value, path) =>
    Array.isArray(value[field]) && value[field].length > 0 ? [] : [required(join(path, field))];

const items = (value: JsonObject, field: string): readonly JsonObject[] => {
  const list: unknown = value[field];
  return Array.isArray(list) ? list.filter(isObject) : [];
};

/** Items of the lists in these fields that have the same name as an earlier one. */
const unique =
  (fields: readonly string[], key: string, complain: (path: string, value: unknown) => Cause = duplicate): Check =>
  (value, path) => {
    const seen = new Set<unknown>();
    return fields.flatMap((field) =>
      items(value, field).flatMap((item, index) => {
        const name = item[key];
        const again = isGiven(name) && seen.has(name);
        seen.add(name);
        return again ? [complain(`${join(path, field)}[${index}].${key}`, name)] : [];
      }),
    );
  };

const container: readonly Check[] = [
  needs('name', 'image'),
  unique(['ports'], 'name'),
  unique(['volumeMounts'], 'mountPath', (path, value) => invalid(path, value, 'must be unique')),
];
const podSpec: readonly Check[] = [
  filled('containers'),
  unique(['volumes'], 'name'),
  unique(['containers', 'initContainers'], 'name'),
  each('containers', ...container),
  each('initContainers', ...container),
  each('volumes', needs('name')),
];

/** A workload that does not select its own pods would make more of them for ever. */
const selectsItsPods: Check = (spec, path) => {
  const labels = isObject(spec['template']) && isObject(spec['template']['metadata']) ? spec['template']['metadata']['labels'] : undefined;
  const wanted = isObject(spec['selector']) ? spec['selector']['matchLabels'] : undefined;
  const matches = Object.entries(isObject(wanted) ? wanted : {}).every(([key, value]) => isObject(labels) && labels[key] === value);
  return matches ? [] : [invalid(join(path, 'template.metadata.labels'), labels ?? null, '`selector` does not match template `labels`')];
};
const workload = within('spec', needs('selector'), selectsItsPods, within('template', within('spec', ...podSpec)));

const binding: Check = (value, path) => [
  ...needs('roleRef')(value, path),
  ...within('roleRef', needs('kind', 'name'))(value, path),
  ...each('subjects', needs('kind', 'name'))(value, path),
];

const service = within('spec', (spec, path) => {
  const portless = spec['type'] === 'ExternalName' || spec['clusterIP'] === 'None';
  return [
    ...(portless ? [] : filled('ports')(spec, path)),
    ...each('ports', needs('port'))(spec, path),
    ...unique(['ports'], 'name')(spec, path),
    ...repeated(spec, 'ports', path, ['protocol', 'port']),
  ];
});

/** Addresses may share their type, as those of a node with two families do. */
const node = within('status', (status, path) => repeated(status, 'addresses', path, ['type', 'address']));

/** Items that are the same as an earlier one in all of these keys. */
function repeated(value: JsonObject, field: string, path: string, keys: readonly string[]): readonly Cause[] {
  const seen = new Set<string>();
  return items(value, field).flatMap((item, index) => {
    const identity = Object.fromEntries(keys.map((key) => [key, item[key] ?? null]));
    const text = JSON.stringify(identity);
    const again = seen.has(text);
    seen.add(text);
    return again ? [duplicate(`${join(path, field)}[${index}]`, identity)] : [];
  });
}

/** By `plural.group`: mistakes that are made often enough to be told at once. */
const checks: Readonly<Record<string, Check>> = {
  nodes: node,
  pods: within('spec', ...podSpec),
  services: service,
  'deployments.apps': workload,
  'replicasets.apps': workload,
  'daemonsets.apps': workload,
  'statefulsets.apps': workload,
  'rolebindings.rbac.authorization.k8s.io': binding,
  'clusterrolebindings.rbac.authorization.k8s.io': binding,
};

/**
 * What is wrong with an object of a built-in kind beyond the types of its fields: mandatory fields, since decoding makes empty values
 * of what is missing, and items that must differ. Only what everybody would expect to be told, not all that Kubernetes checks.
 * @param resourceName `plural.group`
 */
export const validateBuiltIn = (resourceName: string, object: JsonObject): readonly Cause[] => checks[resourceName]?.(object, '') ?? [];
