import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import type { CertificateAndKey } from '@capi/certificates';

/** The pair that an earlier start left at `<path>.crt` and `<path>.key`, or a new one that is left there. */
export async function keptPair(path: string, make: () => Promise<CertificateAndKey>): Promise<CertificateAndKey> {
  if (existsSync(`${path}.crt`) && existsSync(`${path}.key`)) {
    return { certificate: readFileSync(`${path}.crt`, 'utf8'), privateKey: readFileSync(`${path}.key`, 'utf8') };
  }
  const made = await make();
  writePair(path, made);
  return made;
}

/** Writes `<path>.crt` and `<path>.key`, readable by their owner only. */
export function writePair(path: string, pair: CertificateAndKey): void {
  writeFileSync(`${path}.key`, pair.privateKey, { mode: 0o600 });
  writeFileSync(`${path}.crt`, pair.certificate, { mode: 0o600 });
}
