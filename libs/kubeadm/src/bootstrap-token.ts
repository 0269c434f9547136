/** The two halves of a bootstrap token. */
export interface BootstrapTokenParts {
  /** Public: names the secret in the cluster. */
  readonly id: string;
  readonly secret: string;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Reads `id.secret`; undefined when the text is not a bootstrap token. */
export function parseBootstrapToken(text: string): BootstrapTokenParts | undefined {
  const match = /^([a-z0-9]{6})\.([a-z0-9]{16})$/.exec(text);
  return match === null ? undefined : { id: match[1] ?? '', secret: match[2] ?? '' };
}

/**
 * Makes a bootstrap token. Every character is equally likely: bytes that would favour some are drawn again.
 * @param randomBytes an unpredictable source, as `KeySource.randomBytes`
 */
export function drawBootstrapToken(randomBytes: (length: number) => Uint8Array): string {
  const fair = 256 - (256 % alphabet.length);
  let drawn = '';
  while (drawn.length < 22) {
    drawn += [...randomBytes(22)].map((byte) => (byte < fair ? alphabet.charAt(byte % alphabet.length) : '')).join('');
  }
  return `${drawn.slice(0, 6)}.${drawn.slice(6, 22)}`;
}
