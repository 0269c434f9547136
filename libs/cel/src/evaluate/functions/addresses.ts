import { containsIp, ipFamily, isCidr, masked, parseCidr, parseIp, printIp, type IpBytes, type IpNetwork } from '../../ip-address.ts';
import { instance, text, type CelFunctions } from '../arguments.ts';
import { fail, Opaque, type CelValue } from '../values.ts';

/** An address. */
export class Ip extends Opaque {
  readonly typeName = 'net.IP';
  readonly bytes: IpBytes;
  constructor(bytes: IpBytes) {
    super();
    this.bytes = bytes;
  }
  equals(other: Opaque): boolean {
    return other instanceof Ip && this.print() === other.print();
  }
  print(): string {
    return printIp(this.bytes);
  }
}

/** A network. */
export class Cidr extends Opaque {
  readonly typeName = 'net.CIDR';
  readonly network: IpNetwork;
  constructor(network: IpNetwork) {
    super();
    this.network = network;
  }
  equals(other: Opaque): boolean {
    return other instanceof Cidr && this.print() === other.print();
  }
  print(): string {
    return `${printIp(this.network.bytes)}/${this.network.prefix}`;
  }
}

/** An address of version 6 that holds one of version 4 is none for Kubernetes. */
const isMapped = (value: string): boolean => value.includes(':') && value.includes('.');
const ip = (value: CelValue): Ip =>
  new Ip((isMapped(text(value)) ? undefined : parseIp(text(value))) ?? fail(`${JSON.stringify(text(value))} is no IP`));
const cidr = (value: CelValue): Cidr =>
  new Cidr((isMapped(text(value)) ? undefined : parseCidr(text(value))) ?? fail(`${JSON.stringify(text(value))} is no CIDR`));

export const addressFunctions: CelFunctions = {
  ip,
  cidr,
  isIP: (value) => !isMapped(text(value)) && ipFamily(text(value)) !== 0,
  isCIDR: (value) => !isMapped(text(value)) && isCidr(text(value)),
  'ip.isCanonical': (value) => ip(value).print() === text(value),
};

const bytes = (value: CelValue): IpBytes => instance(value, Ip).bytes;
const begins = (value: CelValue, first: number, mask: number, second = 0, secondMask = 0): boolean =>
  ((bytes(value)[0] ?? 0) & mask) === first && ((bytes(value)[1] ?? 0) & secondMask) === second;
const isV4 = (value: CelValue): boolean => bytes(value).length === 4;
const isUnspecified = (value: CelValue): boolean => bytes(value).every((byte) => byte === 0);
const isLoopback = (value: CelValue): boolean => (isV4(value) ? begins(value, 127, 0xff) : instance(value, Ip).print() === '::1');
const isMulticast = (value: CelValue): boolean => (isV4(value) ? begins(value, 224, 0xf0) : begins(value, 255, 0xff));
const isLinkLocalUnicast = (value: CelValue): boolean =>
  isV4(value) ? begins(value, 169, 0xff, 254, 0xff) : begins(value, 0xfe, 0xff, 0x80, 0xc0);
const isBroadcast = (value: CelValue): boolean => isV4(value) && bytes(value).every((byte) => byte === 255);

const network = (value: CelValue): IpNetwork => instance(value, Cidr).network;

function containsCidr(outer: CelValue, value: CelValue): boolean {
  const inner = network(typeof value === 'string' ? cidr(value) : value);
  return inner.prefix >= network(outer).prefix && containsIp(network(outer), masked(inner).bytes);
}

export const addressMethods: CelFunctions = {
  family: (value) => (isV4(value) ? 4n : 6n),
  isUnspecified,
  isLoopback,
  isLinkLocalUnicast,
  isLinkLocalMulticast: (value) =>
    isV4(value) ? begins(value, 224, 0xff, 0, 0xff) && bytes(value)[2] === 0 : begins(value, 0xff, 0xff, 0x02, 0x0f),
  isGlobalUnicast: (value) =>
    !isUnspecified(value) && !isLoopback(value) && !isMulticast(value) && !isLinkLocalUnicast(value) && !isBroadcast(value),
  ip: (value) => new Ip(network(value).bytes),
  masked: (value) => new Cidr(masked(network(value))),
  prefixLength: (value) => BigInt(network(value).prefix),
  containsIP: (value, address) => containsIp(network(value), bytes(typeof address === 'string' ? ip(address) : address)),
  containsCIDR: containsCidr,
};
