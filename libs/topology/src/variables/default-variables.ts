import { invalid, required, type Finding } from '@capi/admission';
import type { ClusterClassStatus, Draft, Topology } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { defaulted } from './apply-defaults.ts';
import { findingAt } from './problem.ts';
import { brokenRules } from './rules.ts';
import { nodeOf, type SchemaNode } from './schema-node.ts';
import { unknownFields } from './unknown-fields.ts';
import { validateValue } from './validate-value.ts';

/** Variables as the controller of the class last saw them, those of extensions included. */
export type KnownVariables = DeepReadonly<NonNullable<ClusterClassStatus['variables']>>;
type Topologies = DeepReadonly<Topology>;
type Values = readonly { readonly name: string; readonly value: unknown }[];
type Old = Draft<Topology> | undefined;

/** A topology with the defaults of its variables, and all that is wrong with their values. */
export interface DefaultedVariables {
  readonly topology: Topologies;
  readonly findings: readonly Finding[];
}

/**
 * Fills in the defaults of a topology's variables and holds the values against their schemas.
 * @param old the topology as it was, for rules that compare
 */
export function defaultVariables(topology: Topologies, old: Old, known: KnownVariables): DefaultedVariables {
  const definitions = new Map(known.map((each) => [each.name, definitionOf(each)]));
  const lists = listsOf(topology, old);
  const filled = lists.map((list) => ({ ...list, values: withDefaults(list, definitions) }));
  return {
    topology: filled.reduce((made, { put, values, before }) => (values === before ? made : put(made, values)), topology),
    // Upstream looks at names before defaulting and again before validating, and so reports them twice.
    findings: [
      ...filled.flatMap((list) => validateNames(list, definitions)),
      ...filled.flatMap((list) => [...validateNames(list, definitions), ...validateList(list, definitions)]),
    ],
  };
}

interface Definition {
  readonly node: SchemaNode;
  readonly required: boolean;
  /** Why nobody can have a value for the variable. */
  readonly problem: string | undefined;
}

function definitionOf({ definitions, definitionsConflict }: KnownVariables[number]): Definition {
  const [first] = definitions;
  const problem =
    first === undefined
      ? 'has no definition in the ClusterClass'
      : definitionsConflict === true
        ? 'is defined in ways that contradict each other'
        : undefined;
  return { node: nodeOf(first?.schema.openAPIV3Schema), required: first?.required === true, problem };
}

type Definitions = ReadonlyMap<string, Definition>;

/** The values of one part of the topology. */
interface ValueList {
  readonly path: string;
  /** Of the whole Cluster, so that what is missing is filled in or asked for. */
  readonly isWhole: boolean;
  readonly before: Values;
  readonly values: Values;
  readonly old: ReadonlyMap<string, unknown>;
  readonly put: (topology: Topologies, values: Values) => Topologies;
}

const valuesOf = (values: readonly { name?: string | undefined; value?: unknown }[] | undefined): ReadonlyMap<string, unknown> =>
  new Map((values ?? []).map(({ name = '', value }) => [name, value]));

/** All lists of values, the Cluster's own first. */
function listsOf(topology: Topologies, old: Old): readonly ValueList[] {
  const list = (part: Omit<ValueList, 'values'>): ValueList => ({ ...part, values: part.before });
  const { controlPlane } = topology;
  return [
    list({
      path: 'spec.topology.variables',
      isWhole: true,
      before: topology.variables ?? [],
      old: valuesOf(old?.variables),
      put: (made, variables) => ({ ...made, variables }),
    }),
    list({
      path: 'spec.topology.controlPlane.variables.overrides',
      isWhole: false,
      before: controlPlane?.variables?.overrides ?? [],
      old: valuesOf(old?.controlPlane?.variables?.overrides),
      put: (made, overrides) => ({ ...made, controlPlane: { ...made.controlPlane, variables: { overrides } } }),
    }),
    ...workerLists('machineDeployments', topology, old).map(list),
    ...workerLists('machinePools', topology, old).map(list),
  ];
}

function workerLists(kind: 'machineDeployments' | 'machinePools', topology: Topologies, old: Old): readonly Omit<ValueList, 'values'>[] {
  return (topology.workers?.[kind] ?? []).map((worker, position) => ({
    path: `spec.topology.workers.${kind}[${worker.name}].variables.overrides`,
    isWhole: false,
    before: worker.variables?.overrides ?? [],
    old: valuesOf(old?.workers?.[kind]?.find((each) => each.name === worker.name)?.variables?.overrides),
    put: (made, overrides) => {
      const workers = made.workers?.[kind] ?? [];
      const changed = workers.map((each, index) => (index === position ? { ...each, variables: { overrides } } : each));
      return { ...made, workers: { ...made.workers, [kind]: changed } };
    },
  }));
}

/** What makes values and definitions impossible to match; nothing else is said about a list then. */
function unmatchable({ path, values }: ValueList, definitions: Definitions): readonly Finding[] {
  const repeated = repeatedNames(values);
  if (repeated.length > 0) return repeated.map((name) => invalid(`${path}[${name}]`, name, 'is set twice'));
  const problems = [...definitions].flatMap(([name, { problem }]) => (problem === undefined ? [] : [`${name} ${problem}`]));
  const message = `ClusterClass must be corrected first: ${problems.join(', ')}`;
  return problems.length === 0 ? [] : [{ kind: 'TypeInvalid', path, message }];
}

const repeatedNames = (values: Values): readonly string[] =>
  values.map(({ name }) => name).filter((name, index, all) => all.indexOf(name) !== index);

function validateNames(list: ValueList, definitions: Definitions): readonly Finding[] {
  const found = unmatchable(list, definitions);
  if (found.length > 0) return found;
  const unknown = list.values.filter(({ name }) => !definitions.has(name));
  return unknown.map(({ name }) => invalid(`${list.path}[${name}]`, name, 'is not defined by the ClusterClass'));
}

function withDefaults(list: ValueList, definitions: Definitions): Values {
  const { isWhole, before } = list;
  if (unmatchable(list, definitions).length > 0) return before;
  const values = before.map((entry) => {
    const definition = definitions.get(entry.name);
    const value = definition === undefined ? entry.value : defaulted(entry.value, definition.node);
    return value === entry.value ? entry : { ...entry, value };
  });
  if (!isWhole) return values.every((entry, index) => entry === before[index]) ? before : values;
  const names = new Set(before.map(({ name }) => name));
  const missing = [...definitions].filter(([name, { node }]) => !names.has(name) && node.default !== undefined);
  const added = missing.map(([name, { node }]) => ({ name, value: defaulted(undefined, node) }));
  return added.length === 0 && values.every((entry, index) => entry === before[index]) ? before : [...values, ...added];
}

function validateList(list: ValueList, definitions: Definitions): readonly Finding[] {
  if (unmatchable(list, definitions).length > 0) return [];
  const { path, isWhole, values, old } = list;
  const names = new Set(values.map(({ name }) => name));
  const missing = isWhole ? [...definitions].filter(([name, definition]) => definition.required && !names.has(name)) : [];
  return [
    ...missing.map(([name]) => required(path, `variable ${name} must be given a value`)),
    ...values.flatMap(({ name, value }) => {
      const definition = definitions.get(name);
      return definition === undefined ? [] : validateOne(`${path}[${name}]`, value, old.get(name), definition.node);
    }),
  ];
}

/** The schema first, then fields that it does not know, then its rules: each reads the value as the one before promises it. */
function validateOne(path: string, value: unknown, old: unknown, node: SchemaNode): readonly Finding[] {
  const problems = validateValue(value, node);
  if (problems.length > 0) return problems.map((problem) => findingAt(`${path}.value`, problem));
  const unknown = unknownFields(value, node);
  if (unknown.length > 0) return [invalid(path, value, `has fields that the variable does not know: ${unknown.join(', ')}`)];
  return brokenRules(value, old, node).map((problem) => findingAt(`${path}.value`, problem));
}
