import { textOf } from '../bytes.ts';
import { base64, decode, encode } from '../sprig/binary-texts.ts';
import { RefusedByFunction } from '../template-error.ts';

/** The first block of a PEM text. */
export interface PemBlock {
  readonly label: string;
  readonly bytes: Uint8Array;
}

export function parsePem(text: string): PemBlock | undefined {
  const [, label = '', body] = /-----BEGIN ([A-Z0-9 ]+)-----\s+([A-Za-z0-9+/=\s]+?)-----END \1-----/.exec(text) ?? [];
  if (body === undefined) return undefined;
  try {
    return { label, bytes: decode(body.replaceAll(/[ \t]/g, ''), base64) };
  } catch (error) {
    if (error instanceof RefusedByFunction) return undefined;
    throw error;
  }
}

export const renderPem = ({ label, bytes }: PemBlock): string =>
  `-----BEGIN ${label}-----\n${encode(bytes, base64).replaceAll(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;

/** PEM as it is kept in a Secret: in base64 once more. Refuses other texts. */
export const unwrapPem = (text: string): string => textOf(decode(text, base64));
