/** An IPv4 subnet, with its addresses as numbers. */
export interface Subnet {
  /** The address of the subnet itself, which no host has. */
  readonly first: number;
  /** The broadcast address. */
  readonly last: number;
}

/** Reads `172.18.0.0/16`. Undefined when it is no IPv4 subnet with room for hosts. */
export function parseSubnet(text: string): Subnet | undefined {
  const [address = '', bits = ''] = text.split('/');
  const number = parseAddress(address);
  if (number === undefined || !/^\d{1,2}$/.test(bits) || Number(bits) > 30) return undefined;
  const size = 2 ** (32 - Number(bits));
  const first = number - (number % size);
  return { first, last: first + size - 1 };
}

/** Undefined when it is no IPv4 address. */
export function parseAddress(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

export const printAddress = (address: number): string => [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');

/** The half of a subnet that addresses are given out of by us, and the other one, as the engine takes it, that it chooses from itself. */
export function halves({ first, last }: Subnet): { readonly ours: Subnet; readonly engines: string } {
  const middle = first + (last - first + 1) / 2;
  return { ours: { first, last: middle - 1 }, engines: `${printAddress(middle)}/${33 - Math.log2(last - first + 1)}` };
}

export const isWithin = ({ first, last }: Subnet, address: number): boolean => address > first && address < last;
