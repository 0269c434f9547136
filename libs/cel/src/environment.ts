import { Environment } from '@marcbachmann/cel-js';

import { containsIp, ipFamily, isCidr, masked, parseCidr, parseIp, printIp, type IpBytes, type IpNetwork } from './ip-address.ts';
import { regularExpression } from './regular-expression.ts';

/** The functions that Kubernetes adds to CEL, without any variable. Made on first use; clone it to add variables. */
export function celFunctions(): Environment {
  return (functions ??= makeEnvironment());
}
let functions: Environment | undefined;

/** The environment of every rule: `self` and `oldSelf` of any type, and the functions. */
export function celEnvironment(): Environment {
  return (environment ??= celFunctions().clone().registerVariable('self', 'dyn').registerVariable('oldSelf', 'dyn'));
}
let environment: Environment | undefined;

/**
 * The environment of rules that run whether or not there is an old value: `oldSelf` is an optional. Declared as such, since the type
 * checker does not find out by itself what is in an optional of any type.
 */
export function optionalOldEnvironment(): Environment {
  return (optionalOld ??= celFunctions().clone().registerVariable('self', 'dyn').registerVariable('oldSelf', 'optional<dyn>'));
}
let optionalOld: Environment | undefined;

/** A parsed Kubernetes quantity, compared as a number. */
class Quantity {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}
class Url {
  readonly url: URL;
  constructor(url: URL) {
    this.url = url;
  }
}
class Ip {
  readonly bytes: IpBytes;
  constructor(bytes: IpBytes) {
    this.bytes = bytes;
  }
}
class Cidr {
  readonly network: IpNetwork;
  constructor(network: IpNetwork) {
    this.network = network;
  }
}

const suffixes: Readonly<Record<string, number>> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The number that a Kubernetes quantity stands for: `500m` is 0.5; undefined when the text is none. */
function parseQuantity(text: string): number | undefined {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]?))$/.exec(text);
  if (match === null) return undefined;
  const [, digits = '', exponent = '', suffix = ''] = match;
  return Number(`${digits}${exponent}`) * (suffixes[suffix] ?? 1);
}

function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(what);
  return value;
}

function makeEnvironment(): Environment {
  const made = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false })
    .registerType('Quantity', { ctor: Quantity, fields: {} })
    .registerType('URL', { ctor: Url, fields: {} })
    .registerType('IP', { ctor: Ip, fields: {} })
    .registerType('CIDR', { ctor: Cidr, fields: {} });
  registerQuantities(made);
  registerNetwork(made);
  registerTexts(made);
  registerLists(made);
  return made;
}

function registerQuantities(made: Environment): void {
  const quantity = (text: string): Quantity => new Quantity(must(parseQuantity(text), `${JSON.stringify(text)} is no quantity`));
  made
    .registerFunction('isQuantity(string): bool', (text: string) => parseQuantity(text) !== undefined)
    .registerFunction('quantity(string): Quantity', quantity)
    .registerFunction('Quantity.isLessThan(Quantity): bool', (one: Quantity, other: Quantity) => one.value < other.value)
    .registerFunction('Quantity.isGreaterThan(Quantity): bool', (one: Quantity, other: Quantity) => one.value > other.value)
    .registerFunction('Quantity.compareTo(Quantity): int', (one: Quantity, other: Quantity) => BigInt(Math.sign(one.value - other.value)))
    .registerFunction('Quantity.sign(): int', (one: Quantity) => BigInt(Math.sign(one.value)))
    .registerFunction('Quantity.isInteger(): bool', (one: Quantity) => Number.isInteger(one.value))
    .registerFunction('Quantity.asInteger(): int', (one: Quantity) => BigInt(one.value))
    .registerFunction('Quantity.asApproximateFloat(): double', (one: Quantity) => one.value)
    .registerFunction('Quantity.add(Quantity): Quantity', (one: Quantity, other: Quantity) => new Quantity(one.value + other.value))
    .registerFunction('Quantity.sub(Quantity): Quantity', (one: Quantity, other: Quantity) => new Quantity(one.value - other.value));
}

function registerNetwork(made: Environment): void {
  const url = (text: string): URL | undefined =>
    /^\/|^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  made
    .registerFunction('isURL(string): bool', (text: string) => url(text) !== undefined)
    .registerFunction('url(string): URL', (text: string) => new Url(must(url(text), `${JSON.stringify(text)} is no URL`)))
    .registerFunction('URL.getScheme(): string', ({ url: { protocol } }: Url) => protocol.slice(0, -1))
    .registerFunction('URL.getHost(): string', ({ url: { host } }: Url) => host)
    .registerFunction('URL.getHostname(): string', ({ url: { hostname } }: Url) => hostname)
    .registerFunction('URL.getPort(): string', ({ url: { port } }: Url) => port)
    .registerFunction('URL.getEscapedPath(): string', ({ url: { pathname } }: Url) => pathname)
    .registerFunction('URL.getQuery(): map', ({ url: { searchParams } }: Url) =>
      Object.fromEntries([...searchParams.keys()].map((key) => [key, searchParams.getAll(key)])),
    );
  registerAddresses(made);
  registerNetworks(made);
}

const ipOf = (text: string): Ip => new Ip(must(parseIp(text), `${JSON.stringify(text)} is no IP`));
const cidrOf = (text: string): Cidr => new Cidr(must(parseCidr(text), `${JSON.stringify(text)} is no CIDR`));

function registerAddresses(made: Environment): void {
  const startsWith = ({ bytes }: Ip, first: number, mask: number, second = 0, secondMask = 0): boolean =>
    ((bytes[0] ?? 0) & mask) === first && ((bytes[1] ?? 0) & secondMask) === second;
  const isLoopback = (ip: Ip): boolean => (ip.bytes.length === 4 ? ip.bytes[0] === 127 : printIp(ip.bytes) === '::1');
  const isUnspecified = (ip: Ip): boolean => ip.bytes.every((byte) => byte === 0);
  const isMulticast = (ip: Ip): boolean => (ip.bytes.length === 4 ? startsWith(ip, 224, 0xf0) : ip.bytes[0] === 255);
  const isLinkLocalUnicast = (ip: Ip): boolean =>
    ip.bytes.length === 4 ? startsWith(ip, 169, 0xff, 254, 0xff) : startsWith(ip, 0xfe, 0xff, 0x80, 0xc0);
  made
    .registerFunction('isIP(string): bool', (text: string) => ipFamily(text) !== 0)
    .registerFunction('ip(string): IP', ipOf)
    .registerFunction('string(IP): string', ({ bytes }: Ip) => printIp(bytes))
    .registerFunction('IP.family(): int', ({ bytes }: Ip) => (bytes.length === 4 ? 4n : 6n))
    .registerFunction('IP.isUnspecified(): bool', isUnspecified)
    .registerFunction('IP.isLoopback(): bool', isLoopback)
    .registerFunction('IP.isLinkLocalUnicast(): bool', isLinkLocalUnicast)
    .registerFunction('IP.isLinkLocalMulticast(): bool', (ip: Ip) =>
      ip.bytes.length === 4 ? startsWith(ip, 224, 0xff, 0, 0xff) && ip.bytes[2] === 0 : startsWith(ip, 0xff, 0xff, 0x02, 0x0f),
    )
    .registerFunction(
      'IP.isGlobalUnicast(): bool',
      (ip: Ip) =>
        !isUnspecified(ip) && !isLoopback(ip) && !isMulticast(ip) && !isLinkLocalUnicast(ip) && !ip.bytes.every((byte) => byte === 255),
    );
}

function registerNetworks(made: Environment): void {
  const holds = ({ network }: Cidr, inner: Cidr): boolean =>
    inner.network.prefix >= network.prefix && containsIp(network, masked(inner.network).bytes);
  made
    .registerFunction('isCIDR(string): bool', isCidr)
    .registerFunction('cidr(string): CIDR', cidrOf)
    .registerFunction('string(CIDR): string', ({ network: { bytes, prefix } }: Cidr) => `${printIp(bytes)}/${prefix}`)
    .registerFunction('CIDR.ip(): IP', ({ network }: Cidr) => new Ip(network.bytes))
    .registerFunction('CIDR.masked(): CIDR', ({ network }: Cidr) => new Cidr(masked(network)))
    .registerFunction('CIDR.prefixLength(): int', ({ network }: Cidr) => BigInt(network.prefix))
    .registerFunction('CIDR.containsIP(IP): bool', ({ network }: Cidr, ip: Ip) => containsIp(network, ip.bytes))
    .registerFunction('CIDR.containsIP(string): bool', ({ network }: Cidr, text: string) => containsIp(network, ipOf(text).bytes))
    .registerFunction('CIDR.containsCIDR(CIDR): bool', holds)
    .registerFunction('CIDR.containsCIDR(string): bool', (outer: Cidr, text: string) => holds(outer, cidrOf(text)));
}

function registerTexts(made: Environment): void {
  const expression = (pattern: string): RegExp => must(regularExpression(pattern), `${JSON.stringify(pattern)} is no regular expression`);
  const global = (pattern: string): RegExp => new RegExp(expression(pattern), `${expression(pattern).flags}g`);
  made
    .registerFunction('string.find(string): string', (text: string, pattern: string) => expression(pattern).exec(text)?.[0] ?? '')
    .registerFunction('string.findAll(string): list<string>', (text: string, pattern: string) => text.match(global(pattern)) ?? [])
    .registerFunction('string.charAt(int): string', (text: string, index: bigint) => text.charAt(Number(index)))
    .registerFunction('string.replace(string, string): string', (text: string, from: string, to: string) =>
      text.replaceAll(from, () => to),
    );
}

function registerLists(made: Environment): void {
  const ordered = (list: readonly (bigint | number | string)[]): boolean =>
    list.every((item, index) => index === 0 || (list[index - 1] as typeof item) <= item);
  const extreme = (list: readonly (bigint | number | string)[], better: 'less' | 'more'): unknown => {
    if (list.length === 0) throw new Error('an empty list has no smallest or largest item');
    return list.reduce((best, item) => ((better === 'less' ? item < best : item > best) ? item : best));
  };
  made
    .registerFunction('list.isSorted(): bool', ordered)
    .registerFunction('list.sum(): dyn', (list: readonly (bigint | number)[]) =>
      list.every((item) => typeof item === 'bigint')
        ? list.reduce((sum: bigint, item) => sum + (item as bigint), 0n)
        : list.reduce((sum: number, item) => sum + Number(item), 0),
    )
    .registerFunction('list.min(): dyn', (list: readonly (bigint | number | string)[]) => extreme(list, 'less'))
    .registerFunction('list.max(): dyn', (list: readonly (bigint | number | string)[]) => extreme(list, 'more'))
    .registerFunction('list.indexOf(dyn): int', (list: readonly unknown[], item: unknown) => BigInt(list.indexOf(item)))
    .registerFunction('list.lastIndexOf(dyn): int', (list: readonly unknown[], item: unknown) => BigInt(list.lastIndexOf(item)));
}
