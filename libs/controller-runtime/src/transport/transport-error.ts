/** No response came: connection refused, TLS failure, connection broken. Says so in one line. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
}
