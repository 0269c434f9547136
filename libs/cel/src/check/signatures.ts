import { made, simple, type CelType, type SimpleType } from './cel-type.ts';

/** One way to call a function. A method takes what it is called on first. */
export interface Signature {
  readonly isMethod: boolean;
  readonly params: readonly CelType[];
  readonly answer: CelType;
}

const numbers = ['int', 'uint', 'double'];
const comparable = ['bool', 'bytes', 'double', 'duration', 'int', 'string', 'timestamp', 'uint'];
const each = (types: readonly string[], ...signatures: readonly string[]): readonly string[] =>
  types.flatMap((type) => signatures.map((signature) => signature.replaceAll('?', type)));

/** Functions without a list of their own; capital letters stand for any type. */
const operators = [
  '!_(bool): bool',
  '-_(int): int',
  '-_(double): double',
  '_==_(A, A): bool',
  '_!=_(A, A): bool',
  '@in(A, list<A>): bool',
  '@in(A, map<A, B>): bool',
  '_?_:_(bool, A, A): A',
  ...['[', '[?'].flatMap((open) => {
    const answer = (type: string): string => (open === '[' ? type : `optional<${type}>`);
    return [
      `_${open}_](list<A>, int): ${answer('A')}`,
      `_${open}_](map<A, B>, A): ${answer('B')}`,
      `_${open}_](optional<list<A>>, int): optional<A>`,
      `_${open}_](optional<map<A, B>>, A): optional<B>`,
    ];
  }),
  ...each(numbers, '_+_(?, ?): ?', '_-_(?, ?): ?', '_*_(?, ?): ?', '_/_(?, ?): ?'),
  ...each(['int', 'uint'], '_%_(?, ?): ?'),
  ...each(['string', 'bytes', 'list<A>', 'duration'], '_+_(?, ?): ?'),
  '_+_(duration, timestamp): timestamp',
  '_+_(timestamp, duration): timestamp',
  '_-_(duration, duration): duration',
  '_-_(timestamp, duration): timestamp',
  '_-_(timestamp, timestamp): duration',
  ...['_<_', '_<=_', '_>_', '_>=_'].flatMap((name) => [
    ...each(comparable, `${name}(?, ?): bool`),
    ...numbers.flatMap((one) => numbers.filter((other) => other !== one).map((other) => `${name}(${one}, ${other}): bool`)),
  ]),
];

const conversions = [
  ...each(['bool', 'string'], 'bool(?): bool'),
  ...each(['bytes', 'string'], 'bytes(?): bytes'),
  ...each([...numbers, 'string'], 'double(?): double', 'uint(?): uint'),
  ...each([...numbers, 'string', 'duration', 'timestamp'], 'int(?): int'),
  ...each([...numbers, 'string', 'bool', 'bytes', 'duration', 'timestamp', 'IP', 'CIDR'], 'string(?): string'),
  ...each(['duration', 'int', 'string'], 'duration(?): duration'),
  ...each(['timestamp', 'int', 'string'], 'timestamp(?): timestamp'),
  'dyn(A): dyn',
  'type(A): type',
];

const sizes = each(['string', 'bytes', 'list<A>', 'map<A, B>'], 'size(?): int', '?.size(): int');

const texts = [
  ...each(['contains', 'endsWith', 'matches', 'startsWith'], 'string.?(string): bool'),
  ...each(['lowerAscii', 'trim', 'upperAscii'], 'string.?(): string'),
  ...each(['indexOf', 'lastIndexOf'], 'string.?(string): int', 'string.?(string, int): int'),
  ...each(['charAt', 'substring'], 'string.?(int): string'),
  'string.substring(int, int): string',
  'string.find(string): string',
  ...each(['findAll', 'split'], 'string.?(string): list<string>', 'string.?(string, int): list<string>'),
  'string.replace(string, string): string',
  'string.replace(string, string, int): string',
  'string.format(list<dyn>): string',
  'list<string>.join(): string',
  'list<string>.join(string): string',
  'matches(string, string): bool',
  'strings.quote(string): string',
];

const lists = [
  ...each(comparable, 'list<?>.isSorted(): bool', 'list<?>.max(): ?', 'list<?>.min(): ?', 'list<?>.sort(): list<?>', '@sortKey(?): bool'),
  ...each(['double', 'duration', 'int', 'uint'], 'list<?>.sum(): ?'),
  ...each(['indexOf', 'lastIndexOf'], 'list<A>.?(A): int'),
  ...each(['distinct', 'reverse'], 'list<A>.?(): list<A>'),
  ...each(['first', 'last'], 'list<A>.?(): optional<A>'),
  'list<A>.slice(int, int): list<A>',
  'list<list<A>>.flatten(): list<A>',
  'list<dyn>.flatten(int): list<dyn>',
  'list<optional<A>>.unwrapOpt(): list<A>',
  'lists.range(int): list<int>',
  ...each(['contains', 'equivalent', 'intersects'], 'sets.?(list<A>, list<A>): bool'),
];

const optionals = [
  'optional.none(): optional<A>',
  ...each(['of', 'ofNonZeroValue'], 'optional.?(A): optional<A>'),
  'optional.unwrap(list<optional<A>>): list<A>',
  'optional<A>.hasValue(): bool',
  'optional<A>.or(optional<A>): optional<A>',
  'optional<A>.orValue(A): A',
  'optional<A>.value(): A',
];

const times = [
  ...each(
    ['getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'],
    'duration.?(): int',
    'timestamp.?(): int',
    'timestamp.?(string): int',
  ),
  ...each(
    ['getDate', 'getDayOfMonth', 'getDayOfWeek', 'getDayOfYear', 'getFullYear', 'getMonth'],
    'timestamp.?(): int',
    'timestamp.?(string): int',
  ),
];

const addresses = [
  ...each(['IP', 'CIDR', 'URL', 'Quantity'], 'is?(string): bool'),
  'url(string): URL',
  ...each(['getEscapedPath', 'getHost', 'getHostname', 'getPort', 'getScheme'], 'URL.?(): string'),
  'URL.getQuery(): map<string, list<string>>',
  'ip(string): IP',
  'ip.isCanonical(string): bool',
  'IP.family(): int',
  ...each(['isGlobalUnicast', 'isLinkLocalMulticast', 'isLinkLocalUnicast', 'isLoopback', 'isUnspecified'], 'IP.?(): bool'),
  'cidr(string): CIDR',
  ...each(['CIDR', 'string'], 'CIDR.containsCIDR(?): bool'),
  ...each(['IP', 'string'], 'CIDR.containsIP(?): bool'),
  'CIDR.ip(): IP',
  'CIDR.masked(): CIDR',
  'CIDR.prefixLength(): int',
];

const quantities = [
  'quantity(string): Quantity',
  ...each(['int', 'Quantity'], 'Quantity.add(?): Quantity', 'Quantity.sub(?): Quantity'),
  'Quantity.asApproximateFloat(): double',
  'Quantity.asInteger(): int',
  'Quantity.isInteger(): bool',
  'sign(Quantity): int',
  'isSemver(string): bool',
  'isSemver(string, bool): bool',
  'semver(string): Semver',
  'semver(string, bool): Semver',
  ...each(['major', 'minor', 'patch'], 'Semver.?(): int'),
  ...each(['Quantity', 'Semver'], '?.compareTo(?): int', '?.isGreaterThan(?): bool', '?.isLessThan(?): bool'),
];

const formats = [
  ...each(
    [
      'byte date datetime dns1035Label dns1035LabelPrefix dns1123Label dns1123LabelPrefix dns1123Subdomain',
      'dns1123SubdomainPrefix labelValue qualifiedName uri uuid',
    ].flatMap((names) => names.split(' ')),
    'format.?(): NamedFormat',
  ),
  'format.named(string): optional<NamedFormat>',
  'NamedFormat.validate(string): optional<list<string>>',
];

const written = [operators, conversions, sizes, texts, lists, optionals, times, addresses, quantities, formats].flat();

let table: ReadonlyMap<string, readonly Signature[]> | undefined;

/** All ways to call a function, by its name, as Kubernetes has them; undefined when there is no such function. */
export function signaturesOf(name: string): readonly Signature[] | undefined {
  table ??= Map.groupBy(written.map(parseSignature), ({ called }) => called);
  return table.get(name);
}

/** Reads `receiver.name(param, param): answer`. A namespace before the name is part of the name. */
function parseSignature(text: string): Signature & { readonly called: string } {
  const open = text.indexOf('(', 1);
  const [head, rest] = [text.slice(0, open), text.slice(open + 1)];
  const close = rest.lastIndexOf('): ');
  const params = splitTypes(rest.slice(0, close)).map(parseType);
  const answer = parseType(rest.slice(close + 3));
  const dot = head.lastIndexOf('.');
  const receiver = head.slice(0, Math.max(0, dot));
  if (dot < 0 || namespaces.has(receiver)) return { called: head, isMethod: false, params, answer };
  return { called: head.slice(dot + 1), isMethod: true, params: [parseType(receiver), ...params], answer };
}

const namespaces = new Set(['strings', 'lists', 'sets', 'optional', 'ip', 'format']);

/** Splits `map<A, B>, int` at the commas that are outside of brackets. */
function splitTypes(text: string): readonly string[] {
  const parts: string[] = [];
  let [depth, begin] = [0, 0];
  for (const [index, char] of Array.from(text).entries()) {
    depth += char === '<' ? 1 : char === '>' ? -1 : 0;
    if (char !== ',' || depth > 0) continue;
    parts.push(text.slice(begin, index));
    begin = index + 1;
  }
  return text === '' ? [] : [...parts, text.slice(begin)].map((part) => part.trim());
}

const simpleNames: ReadonlySet<string> = new Set<SimpleType>([
  'bool',
  'bytes',
  'double',
  'duration',
  'dyn',
  'int',
  'null',
  'string',
  'timestamp',
  'type',
  'uint',
]);

function parseType(text: string): CelType {
  if (/^[A-Z]$/.test(text)) return { kind: 'unknown', id: text };
  if (simpleNames.has(text)) return simple(text as SimpleType);
  const open = text.indexOf('<');
  return open < 0 ? made(text) : made(text.slice(0, open), ...splitTypes(text.slice(open + 1, -1)).map(parseType));
}
