/** Status codes of gRPC that etcd answers with. */
export const grpcCodes = {
  ok: 0,
  unknown: 2,
  invalidArgument: 3,
  notFound: 5,
  failedPrecondition: 9,
  unimplemented: 12,
  unavailable: 14,
} as const;

/** A message as gRPC frames it: one byte for "not compressed", four for the length, then the message. */
export function frame(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/**
 * The one message of a unary call's body.
 * @throws RangeError when the body is not exactly one uncompressed message
 */
export function unframe(body: Buffer): Buffer {
  if (body.length < 5) throw new RangeError(`gRPC: a message has at least 5 bytes, this has ${body.length}`);
  if (body[0] !== 0) throw new RangeError('gRPC: the message is compressed, which was not asked for');
  const length = body.readUInt32BE(1);
  if (body.length !== length + 5) throw new RangeError(`gRPC: ${length} bytes announced, ${body.length - 5} came`);
  return body.subarray(5);
}
