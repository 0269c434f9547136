import { createHash } from 'node:crypto';

/** An etcd id that follows from a UID, so that whoever rebuilds a cluster arrives at the same one. Decimal, 64 bits, never 0. */
export function etcdID(uid: string): string {
  const number = createHash('sha256').update(uid).digest().readBigUInt64BE(0);
  return String(number === 0n ? 1n : number);
}
