import type { ASTNode } from '@marcbachmann/cel-js';

import type { ValueKind } from '../declared-type.ts';
import { add, exactly, multiply, scale, union, unknownSize, type Range } from './range.ts';

/** Cost of looking at one character or byte. */
export const traversal = 0.1;
const regexFactor = 0.25;
const longestNamePattern = 128;

/** What is known of an argument. */
export interface Argument {
  readonly kind: ValueKind;
  readonly size: Range;
  /** Kind of the items of a list. */
  readonly element: ValueKind | undefined;
  readonly elementSize: Range;
}

/** What a call costs beyond its arguments, and what it answers. */
export interface CalledCost {
  readonly cost: Range;
  /** Kind of the answer; undefined when it is one of the items of the list. */
  readonly kind: ValueKind | undefined;
  readonly size?: Range;
  readonly element?: ValueKind;
}

type Target = Argument | undefined;
const one = exactly(1);
const traversed = ({ size }: Argument, times = 1): Range => scale(size, traversal * times);

/** Cost of a function by name. What is not listed costs 1. */
export function functionCost(name: string, target: Target, args: readonly Argument[], nodes: readonly ASTNode[]): CalledCost {
  return (
    (target === undefined ? (ofLists(name, args, nodes) ?? ofText(name, args[0])) : ofTarget(name, target, args, nodes)) ?? {
      cost: one,
      kind: answers[name] ?? 'dyn',
    }
  );
}

/** A new list costs as much as a literal one, beside the call. */
const allocated = (size: Range, factor = 1): Range => add(scale(size, factor), exactly(11));

/** Sorting, and looking for what is there twice, compares all items with all others. */
export function sortingCost(size: Range, items: ValueKind | undefined): { readonly cost: Range; readonly size: Range } {
  const compared = multiply(size, size);
  return { cost: allocated(compared, items === 'string' || items === 'bytes' ? 2 + traversal : 2), size: compared };
}

function ofLists(name: string, [first, second]: readonly Argument[], nodes: readonly ASTNode[]): CalledCost | undefined {
  switch (name) {
    case 'sets.contains':
    case 'sets.intersects':
    case 'sets.equivalent':
      if (first === undefined || second === undefined) return undefined;
      return { cost: add(scale(multiply(first.size, second.size), name === 'sets.equivalent' ? 2 : 1), one), kind: 'bool' };
    case 'lists.range': {
      const size = exactly(limitOf(nodes[0]) ?? unknownSize.max);
      return { cost: allocated(size), kind: 'list', size, element: 'int' };
    }
    default:
      return undefined;
  }
}

function ofList(name: string, target: Argument, nodes: readonly ASTNode[]): CalledCost | undefined {
  const list = (cost: Range, size: Range): CalledCost => ({
    cost,
    size,
    kind: 'list',
    ...(target.element === undefined ? {} : { element: target.element }),
  });
  switch (name) {
    case 'slice': {
      const length = (limitOf(nodes[1]) ?? target.size.max) - (limitOf(nodes[0]) ?? 0);
      const size = exactly(length < 0 ? unknownSize.max : length);
      return list(allocated(size), size);
    }
    case 'reverse':
      return list(allocated(target.size), target.size);
    case 'flatten':
      return list(allocated(target.size, nodes.length === 0 ? 1 : (limitOf(nodes[0]) ?? Infinity)), target.size);
    case 'distinct':
    case 'sort': {
      const { cost, size } = sortingCost(target.size, name === 'sort' ? target.element : undefined);
      return list(cost, size);
    }
    case 'first':
    case 'last':
      return { cost: one, kind: 'optional' };
    default:
      return undefined;
  }
}

function ofText(name: string, text: Argument | undefined): CalledCost | undefined {
  if (text === undefined) return undefined;
  switch (name) {
    case 'bytes':
      return text.kind === 'string'
        ? { cost: traversed(text), kind: 'bytes', size: { min: text.size.min, max: text.size.max * 4 } }
        : undefined;
    case 'string':
      // Anything may be bytes.
      if (text.kind === 'dyn') return { cost: union(traversed(text), one), kind: 'string' };
      return text.kind === 'bytes'
        ? { cost: traversed(text), kind: 'string', size: { min: Math.floor(text.size.min / 4), max: text.size.max } }
        : undefined;
    case 'strings.quote':
      return { cost: traversed(text), kind: 'string', size: { min: text.size.min + 2, max: text.size.max * 2 + 2 } };
    case 'url':
      return { cost: traversed(text), kind: 'opaque', size: text.size };
    case 'ip':
    case 'cidr':
    case 'quantity':
    case 'semver':
      return { cost: traversed(text), kind: 'opaque' };
    case 'isIP':
    case 'isCIDR':
    case 'isQuantity':
    case 'isSemver':
      return { cost: traversed(text), kind: 'bool' };
    case 'ip.isCanonical':
      return { cost: traversed(text, 2), kind: 'bool' };
    default:
      return undefined;
  }
}

function ofTarget(name: string, target: Argument, args: readonly Argument[], nodes: readonly ASTNode[]): CalledCost | undefined {
  const [first, second] = args;
  switch (name) {
    case 'startsWith':
    case 'endsWith':
      return first === undefined ? undefined : { cost: traversed(first), kind: 'bool' };
    case 'contains':
      return first === undefined ? undefined : { cost: multiply(traversed(target), traversed(first)), kind: 'bool' };
    case 'matches':
      return first === undefined ? undefined : { cost: searched(target, first), kind: 'bool' };
    case 'find':
      return first === undefined ? undefined : { cost: searched(target, first), kind: 'string', size: { min: 0, max: target.size.max } };
    case 'findAll':
      return first === undefined
        ? undefined
        : { cost: searched(target, first), kind: 'list', element: 'string', size: { min: 0, max: target.size.max } };
    case 'lowerAscii':
    case 'upperAscii':
    case 'substring':
    case 'trim':
      return { cost: traversed(target), kind: 'string', size: target.size };
    case 'replace':
      return first === undefined || second === undefined
        ? undefined
        : { cost: traversed(target, 2), kind: 'string', size: replaced(target.size, first.size, second.size) };
    case 'split':
      return { cost: traversed(target, 2), kind: 'list', element: 'string', size: { min: 0, max: limitOf(nodes[1]) ?? target.size.max } };
    case 'join':
      return joined(target, first);
    case 'format':
      return { cost: traversed(target), kind: 'string' };
    case 'isSorted':
    case 'sum':
    case 'max':
    case 'min':
    case 'indexOf':
    case 'lastIndexOf':
      return compared(name, target);
    case 'validate':
      // As if the longest of the expressions that names are held against were written down.
      return first === undefined ? undefined : { cost: scale(traversed(first), longestNamePattern * regexFactor), kind: 'optional' };
    case 'containsIP':
    case 'containsCIDR':
      return first === undefined ? undefined : { cost: containing(name, first), kind: 'bool' };
    default:
      return ofList(name, target, nodes);
  }
}

const searched = (text: Argument, pattern: Argument): Range =>
  multiply(scale(add(text.size, one), traversal), scale(pattern.size, regexFactor));

function compared(name: string, target: Argument): CalledCost {
  const kind = name === 'isSorted' ? 'bool' : name === 'indexOf' || name === 'lastIndexOf' ? 'int' : undefined;
  if (target.kind !== 'list') return { cost: traversed(target), kind };
  const isText = target.element === 'string' || target.element === 'bytes';
  const each = isText ? add(one, scale(target.elementSize, traversal)) : one;
  return { cost: multiply(target.size, each), kind };
}

function joined(target: Argument, separator: Argument | undefined): CalledCost {
  const texts = multiply(target.size, target.elementSize);
  const gaps: Range = { min: Math.max(0, target.size.min - 1), max: Math.max(0, target.size.max - 1) };
  const size = separator === undefined ? texts : add(texts, multiply(separator.size, gaps));
  return { cost: scale(size, traversal), kind: 'string', size };
}

const limitOf = (node: ASTNode | undefined): number | undefined =>
  node?.op === 'value' && typeof node.args === 'bigint' ? Number(node.args) : undefined;

/** How long a text can be after replacing: an empty text is found between all characters. */
function replaced(text: Range, from: Range, to: Range): Range {
  const longest =
    from.min === 0
      ? { count: text.max + 1, kept: text.max }
      : to.max <= from.min
        ? { count: 0, kept: text.max }
        : { count: Math.ceil(text.max / from.min), kept: 0 };
  const shortest =
    from.max === 0
      ? { count: text.min + 1, kept: text.min }
      : from.max <= to.min
        ? { count: 0, kept: text.min }
        : { count: Math.ceil(text.min / from.max), kept: 0 };
  return add(multiply({ min: shortest.count, max: longest.count }, to), { min: shortest.kept, max: longest.kept });
}

/** Addresses have four or sixteen bytes; a text has to be read first. */
function containing(name: string, argument: Argument): Range {
  const address: Range = { min: 4, max: 16 };
  const base = scale(add(address, address), traversal);
  const masked = name === 'containsCIDR' ? add(scale(address, traversal), one) : exactly(0);
  return add(base, masked, argument.kind === 'string' ? traversed(argument) : exactly(0));
}

const answers: Readonly<Record<string, ValueKind>> = {
  size: 'int',
  int: 'int',
  uint: 'uint',
  double: 'double',
  bool: 'bool',
  string: 'string',
  bytes: 'bytes',
  duration: 'duration',
  timestamp: 'timestamp',
  isURL: 'bool',
  hasValue: 'bool',
  getHost: 'string',
  getHostname: 'string',
  getPort: 'string',
  getScheme: 'string',
  getEscapedPath: 'string',
  getQuery: 'map',
  charAt: 'string',
  family: 'int',
  prefixLength: 'int',
  masked: 'opaque',
  ip: 'opaque',
  add: 'opaque',
  sub: 'opaque',
  isLessThan: 'bool',
  isGreaterThan: 'bool',
  compareTo: 'int',
  sign: 'int',
  asInteger: 'int',
  isInteger: 'bool',
  asApproximateFloat: 'double',
  'optional.of': 'optional',
  'optional.none': 'optional',
};
