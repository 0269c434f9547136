/** One `-----BEGIN …-----` block: its label and the bytes within. */
export interface PemBlock {
  readonly label: string;
  readonly bytes: Uint8Array;
}

/** Every PEM block of a text, in order; what stands between them is ignored. Empty when there is none. */
export function parsePem(text: string): readonly PemBlock[] {
  const blocks = text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g);
  return [...blocks].map(([, label = '', body = '']) => ({
    label,
    // Old keys carry headers such as "Proc-Type:"; they end at an empty line.
    bytes: Buffer.from(body.includes(':') ? body.slice(body.search(/\r?\n\r?\n/)) : body, 'base64'),
  }));
}

/** One PEM block in lines of 64 characters, with a final newline. */
export function renderPem(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
