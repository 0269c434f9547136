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

/** The children of a node, without the mark of its own membership. */
function* childrenOf(node: FieldSet): Iterable<readonly [string, FieldSet]> {
  for (const element in node) if (element !== selfKey) yield [element, node[element] as FieldSet];
}

/** Whether the child `element` of this node is in the set. */
export const hasMember = (set: FieldSet | undefined, element: string): boolean => isMember(set?.[element]);
/** The paths below `element`; undefined when there are none. */
export function below(set: FieldSet | undefined, element: string): FieldSet | undefined {
  const node = set?.[element];
  return node !== undefined && hasChildren(node) ? node : undefined;
}

/** Combines two sets path by path. */
function combine(one: FieldSet, other: FieldSet, keep: (inOne: boolean, inOther: boolean) => boolean): FieldSet {
  const result: Record<string, FieldSet> = {};
  for (const [element, node] of childrenOf(one)) {
    const match = other[element];
    const combined = makeNode(keep(isMember(node), isMember(match)), combine(node, match ?? empty, keep));
    if (combined !== undefined) result[element] = combined;
  }
  for (const [element, node] of childrenOf(other)) {
    if (one[element] !== undefined) continue;
    const combined = makeNode(keep(false, isMember(node)), combine(empty, node, keep));
    if (combined !== undefined) result[element] = combined;
  }
  return result;
}

/** Paths in either set. */
export function union(one: FieldSet, other: FieldSet): FieldSet {
  if (isEmpty(one)) return other;
  if (isEmpty(other)) return one;
  return combine(one, other, (inOne, inOther) => inOne || inOther);
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
export const intersection = (one: FieldSet, other: FieldSet): FieldSet => combine(one, other, (inOne, inOther) => inOne && inOther);

/** Paths of `one` that are not in `other`; a path's children stay when only the path itself is in `other`. */
export function difference(one: FieldSet, other: FieldSet): FieldSet {
  if (isEmpty(other)) return one;
  return combine(one, other, (inOne, inOther) => inOne && !inOther);
}

/** Paths of `one` that are neither in `other` nor below a path in `other`. */
export function recursiveDifference(one: FieldSet, other: FieldSet): FieldSet {
  const result: Record<string, FieldSet> = {};
  for (const [element, node] of childrenOf(one)) {
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

function printElement(element: string): string {
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

/**
 * The same set with elements in the order in which Kubernetes writes them.
 * @returns the set itself when it is in order already
 */
export function sorted(set: FieldSet): FieldSet {
  let inOrder = true;
  let previous = '';
  for (const element in set) {
    if (element < previous || sorted(set[element] as FieldSet) !== set[element]) inOrder = false;
    previous = element;
  }
  if (inOrder) return set;
  const elements = Object.keys(set).toSorted((one, other) => (one < other ? -1 : 1));
  return Object.fromEntries(elements.map((element) => [element, sorted(set[element] as FieldSet)]));
}
