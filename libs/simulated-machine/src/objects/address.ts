import { createHash } from 'node:crypto';

/** An address that follows from a machine's UID, in 172.16.0.0/12: stable over restarts, and different enough to tell nodes apart. */
export function addressOf(uid: string): string {
  const [a = 0, b = 0, c = 0] = createHash('sha256').update(uid).digest();
  return `172.${16 + (a % 16)}.${b}.${1 + (c % 254)}`;
}

/** Five characters that follow from a UID, for names of pods that belong to a machine. */
export const suffixOf = (uid: string): string => {
  const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
  return [...createHash('sha256').update(`pod ${uid}`).digest().subarray(0, 5)].map((byte) => alphabet[byte % alphabet.length]).join('');
};
