/** An address as bytes: four of them or sixteen. */
export type IpBytes = readonly number[];

/** Reads `10.0.0.1` and `fd00::1`: no zone, no leading zeros. Undefined when the text is neither. */
export function parseIp(text: string): IpBytes | undefined {
  return text.includes(':') ? parseV6(text) : parseV4(text);
}

/** 4, 6, or 0 for what is no address. */
export const ipFamily = (text: string): 0 | 4 | 6 => {
  const bytes = parseIp(text);
  return bytes === undefined ? 0 : bytes.length === 4 ? 4 : 6;
};

/** Shortest usual way to write an address: `fd00::1`. */
export function printIp(bytes: IpBytes): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0));
  const { start, length } = longestZeros(groups);
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return length < 2 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

/** A network: an address and how many of its leading bits count. */
export interface IpNetwork {
  readonly bytes: IpBytes;
  readonly prefix: number;
}

/** Reads `10.0.0.0/8`; bits behind the prefix may be set. */
export function parseCidr(text: string): IpNetwork | undefined {
  const slash = text.lastIndexOf('/');
  const bytes = parseIp(text.slice(0, Math.max(slash, 0)));
  const prefix = text.slice(slash + 1);
  if (bytes === undefined || !/^(?:0|[1-9]\d{0,2})$/.test(prefix) || Number(prefix) > bytes.length * 8) return undefined;
  return { bytes, prefix: Number(prefix) };
}

/** `10.0.0.0/8`, `fd00::/8`. */
export const isCidr = (text: string): boolean => parseCidr(text) !== undefined;

/** The network without the bits behind its prefix. */
export const masked = ({ bytes, prefix }: IpNetwork): IpNetwork => ({
  bytes: bytes.map((byte, index) => byte & maskAt(prefix, index)),
  prefix,
});

/** Whether the address lies in the network. */
export const containsIp = ({ bytes, prefix }: IpNetwork, address: IpBytes): boolean =>
  bytes.length === address.length && bytes.every((byte, index) => ((byte ^ (address[index] ?? 0)) & maskAt(prefix, index)) === 0);

const maskAt = (prefix: number, index: number): number => 0xff & ~(0xff >> Math.min(8, Math.max(0, prefix - index * 8)));

function parseV4(text: string): IpBytes | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.map(Number);
}

function parseV6(text: string): IpBytes | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const before = groupBytes(head, tail === undefined);
  const after = tail === undefined ? [] : groupBytes(tail, true);
  if (before === undefined || after === undefined) return undefined;
  const missing = 16 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined;
  return [...before, ...Array.from({ length: missing }, () => 0), ...after];
}

/** Groups between colons; the last may be an IPv4 address. */
function groupBytes(text: string, mayEndInV4: boolean): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    const v4 = mayEndInV4 && index === groups.length - 1 && group.includes('.') ? parseV4(group) : undefined;
    if (v4 !== undefined) bytes.push(...v4);
    else if (/^[0-9a-fA-F]{1,4}$/.test(group)) bytes.push(Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff);
    else return undefined;
  }
  return bytes;
}

function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  groups.forEach((group, index) => {
    if (group !== 0) start = index + 1;
    else if (index + 1 - start > best.length) best = { start, length: index + 1 - start };
  });
  return best;
}
