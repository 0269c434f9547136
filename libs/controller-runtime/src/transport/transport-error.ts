/** No response came: connection refused, TLS failure, connection broken. Says so in one line. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  /**
   * The server that there is no way to at present: it refuses connections, or breaks them, in whatever manner. Absent where something
   * else is wrong, such as a certificate, a name or credentials.
   */
  readonly unreachable: string | undefined;

  constructor(message: string, options?: ErrorOptions & { readonly unreachable?: string | undefined }) {
    super(message, options);
    this.unreachable = options?.unreachable;
  }
}
