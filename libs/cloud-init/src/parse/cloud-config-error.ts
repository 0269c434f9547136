/** A cloud-config document that cannot be read: what is wrong, and on which line it begins. Never quotes the document, which holds secrets. */
export class CloudConfigError extends Error {
  override readonly name = 'CloudConfigError';
  readonly line: number;

  constructor(why: string, line: number) {
    super(`line ${line}: ${why}`);
    this.line = line;
  }
}
