/**
 * A set of field paths, in the very form in which `fieldsV1` stores it: keys are path elements (`f:name`, `k:{"type":"Ready"}`,
 * `v:"text"`, `i:0`), and `.` or having no children makes a node itself a member. So sets are read from objects without parsing,
 * and unchanged parts are shared. The root itself is never a member.
 */
export interface FieldSet {
  readonly [element: string]: FieldSet;
}

/** The set without paths; as a node, a member without children. */
export const empty: FieldSet = Object.freeze({});

const selfKey = '.';

export const isEmpty = (set: FieldSet): boolean => {
  for (const _element in set) return false;
  return true;
};

/** Whether the path that leads to this node is in the set. */
const isMember = (node: FieldSet | undefined): boolean => node !== undefined && (node[selfKey] !== undefined || isEmpty(node));
const hasChildren = (node: FieldSet): boolean => {
  for (const element in node) if (element !== selfKey) return true;
  return false;
};

/** A node from its parts; undefined when there is nothing in it. */
export function makeNode(member: boolean, children: Readonly<Record<string, FieldSet>>): FieldSet | undefined {
  if (!hasChildren(children)) return member ? empty : undefined;
  return member ? { [selfKey]: empty, ...children } : children;
}

/** Whether the child `element` of this node is in the set. */
export const hasMember = (set: FieldSet | undefined, element: string): boolean => isMember(set?.[element]);
/** The paths below `element`; undefined when there are none. */
export function below(set: FieldSet | undefined, element: string): FieldSet | undefined {
  const node = set?.[element];
  return node !== undefined && hasChildren(node) ? node : undefined;
}

/** Which paths of two sets are kept: those only in the first, only in the second, in both. */
interface Kept {
  readonly one: boolean;
  readonly other: boolean;
  readonly both: boolean;
}

/** Combines two sets path by path. What only one of them has, or both share, is not looked into. */
function combine(one: FieldSet, other: FieldSet, kept: Kept): FieldSet {
  const result: Record<string, FieldSet> = {};
  for (const element in one) {
    if (element === selfKey) continue;
    const node = one[element] as FieldSet;
    const match = other[element];
    if (match === undefined || match === node) {
      if (match === undefined ? kept.one : kept.both) result[element] = node;
      continue;
    }
    const member = isMember(node) ? (isMember(match) ? kept.both : kept.one) : isMember(match) && kept.other;
    const combined = makeNode(member, combine(node, match, kept));
    if (combined !== undefined) result[element] = combined;
  }
  if (!kept.other) return result;
  for (const element in other) {
    if (element !== selfKey && one[element] === undefined) result[element] = other[element] as FieldSet;
  }
  return result;
}

const either: Kept = { one: true, other: true, both: true };
const common: Kept = { one: false, other: false, both: true };
const onlyFirst: Kept = { one: true, other: false, both: false };

/** Paths in either set. */
export function union(one: FieldSet, other: FieldSet): FieldSet {
  if (isEmpty(one)) return other;
  if (isEmpty(other)) return one;
  return combine(one, other, either);
}

/** Whether the sets have a path in common. */
export function overlap(one: FieldSet, other: FieldSet): boolean {
  for (const element in one) {
    const match = element === selfKey ? undefined : other[element];
    if (match === undefined) continue;
    const node = one[element] as FieldSet;
    if ((isMember(node) && isMember(match)) || overlap(node, match)) return true;
  }
  return false;
}

/** Paths in both sets. */
export const intersection = (one: FieldSet, other: FieldSet): FieldSet => combine(one, other, common);

/** Paths of `one` that are not in `other`; a path's children stay when only the path itself is in `other`. */
export function difference(one: FieldSet, other: FieldSet): FieldSet {
  if (isEmpty(other)) return one;
  return combine(one, other, onlyFirst);
}

/** Paths of `one` that are neither in `other` nor below a path in `other`. */
export function recursiveDifference(one: FieldSet, other: FieldSet): FieldSet {
  const result: Record<string, FieldSet> = {};
  for (const element in one) {
    if (element === selfKey) continue;
    const node = one[element] as FieldSet;
    const match = other[element];
    if (match === undefined) result[element] = node;
    else if (!isMember(match)) {
      const rest = makeNode(isMember(node), recursiveDifference(node, match));
      if (rest !== undefined) result[element] = rest;
    }
  }
  return result;
}

/** Whether two sets have the same paths. */
export function equalSets(one: FieldSet, other: FieldSet): boolean {
  if (one === other) return true;
  let count = 0;
  for (const element in one) {
    const match = other[element];
    if (match === undefined || !equalSets(one[element] as FieldSet, match)) return false;
    count += 1;
  }
  for (const _element in other) count -= 1;
  return count === 0;
}

/** The paths as Kubernetes prints them in conflicts: `.spec.containers[name="a"].image`. */
export function printPaths(set: FieldSet, prefix = ''): string[] {
  const paths: string[] = [];
  for (const element of Object.keys(set).toSorted()) {
    if (element === selfKey) continue;
    const path = `${prefix}${printElement(element)}`;
    const node = set[element] as FieldSet;
    if (isMember(node)) paths.push(path);
    paths.push(...printPaths(node, path));
  }
  return paths;
}

/** A path element as Kubernetes prints it: `.spec`, `[name="a"]`. */
export function printElement(element: string): string {
  const value = element.slice(2);
  switch (element.charAt(0)) {
    case 'f':
      return `.${value}`;
    case 'k':
      return `[${Object.entries(JSON.parse(value) as Record<string, unknown>)
        .map(([key, field]) => `${key}=${JSON.stringify(field)}`)
        .join(',')}]`;
    case 'v':
      return `[=${value}]`;
    default:
      return `[${value}]`;
  }
}

/** Sets that are known to be in order: what other managers own comes by again with every write. */
const inOrder = new WeakSet<FieldSet>();

/**
 * The same set with elements in the order in which Kubernetes writes them.
 * @returns the set itself when it is in order already
 */
export function sorted(set: FieldSet): FieldSet {
  if (inOrder.has(set)) return set;
  const result = sortedNode(set);
  inOrder.add(result);
  return result;
}

function sortedNode(set: FieldSet): FieldSet {
  let isSorted = true;
  let previous = '';
  const nodes: [string, FieldSet][] = [];
  for (const element in set) {
    const node = set[element] as FieldSet;
    const ordered = isEmpty(node) ? node : sortedNode(node);
    if (element < previous || ordered !== node) isSorted = false;
    previous = element;
    nodes.push([element, ordered]);
  }
  return isSorted ? set : Object.fromEntries(nodes.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
