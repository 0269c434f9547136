import { parseApiVersion } from '@capi/api';

import { decodeMessage, type Decoded } from './decode-message.ts';
import { message } from './messages.ts';
import { fieldsOf, MalformedMessage } from './wire.ts';

/** The media type of Kubernetes objects as protocol buffers: what newer Go clients send for built-in kinds. */
export const protobufType = 'application/vnd.kubernetes.protobuf';

/** Stands before every such object. */
const magic = Buffer.from('k8s\0');

/** Groups whose messages are in a package of another name. */
const packageOf = (group: string): string => (group === '' ? 'core' : (group.split('.')[0] ?? ''));

/**
 * Turns a built-in object, or the options of a deletion, from protocol buffers into JSON. Only requests come so: answers are JSON,
 * which every such client accepts.
 * @throws MalformedMessage when the bytes are none, or of a kind without messages (custom resources)
 */
export function decodeObject(bytes: Uint8Array): Decoded {
  if (!Buffer.from(bytes.subarray(0, 4)).equals(magic)) throw new MalformedMessage('the body does not start as a Kubernetes object does');
  let type: Decoded = {};
  let raw: Uint8Array = new Uint8Array();
  for (const { number, value } of fieldsOf(bytes.subarray(4))) {
    if (typeof value === 'bigint') continue;
    if (number === 1) type = typeOf(value);
    else if (number === 2) raw = value;
  }
  const { apiVersion, kind } = type as { readonly apiVersion: string; readonly kind: string };
  const own = `${packageOf(parseApiVersion(apiVersion).group)}.${kind}`;
  // Options belong to every group.
  const name = message(own) === undefined ? `meta.${kind}` : own;
  return { apiVersion, kind, ...decodeMessage(name, raw) };
}

function typeOf(bytes: Uint8Array): Decoded {
  const text = new TextDecoder();
  const type: Decoded = { apiVersion: '', kind: '' };
  for (const { number, value } of fieldsOf(bytes)) {
    if (typeof value !== 'bigint') type[number === 1 ? 'apiVersion' : 'kind'] = text.decode(value);
  }
  return type;
}
