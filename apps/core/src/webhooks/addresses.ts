import { isIPv4, isIPv6 } from 'node:net';

/** 4 or 6 for an IP address as Go's netip reads it: no leading zeros, and a zone behind an IPv6 address is fine; undefined for anything else. */
export function addressFamily(text: string): 4 | 6 | undefined {
  if (isIPv4(text)) return 4;
  const [address = '', ...zone] = text.split('%');
  if (!isIPv6(address) || (text.includes('%') && zone.join('%') === '')) return undefined;
  return 6;
}

/** Whether a text is a range of addresses in CIDR notation, such as `10.128.0.0/12`. Bits behind the prefix may be set. */
export function isCidr(text: string): boolean {
  const slash = text.indexOf('/');
  const [address, prefix] = [text.slice(0, slash), text.slice(slash + 1)];
  const family = address.includes('%') ? undefined : addressFamily(address);
  if (slash < 0 || family === undefined || !/^\d+$/.test(prefix)) return false;
  return Number(prefix) <= (family === 4 ? 32 : 128);
}
