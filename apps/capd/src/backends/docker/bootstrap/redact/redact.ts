const hidden = '[redacted]';

/**
 * What secrets look like in the output of a node: bootstrap tokens, keys and certificates (cut ones too), keys that encrypt the control
 * plane's certificates, password hashes, values of fields and flags with a telling name, and long runs of base64. Digests (`sha256:…`)
 * are public and stay.
 */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z0-9 ]+-----[\s\S]*?(?:-----END [A-Z0-9 ]+-----|$)/g, hidden],
  // The end of a block whose beginning was cut off.
  [/(?:^[A-Za-z0-9+/=]+\n)*-----END [A-Z0-9 ]+-----/gm, hidden],
  [/(?<![a-z0-9.])[a-z0-9]{6}\.[a-z0-9]{16}(?![a-z0-9])/g, hidden],
  [/(?<!sha256:)\b[0-9a-f]{64}\b/gi, hidden],
  [/\$(?:1|2[aby]|5|6|y|gy|7)\$[./A-Za-z0-9$=,]{20,}/g, hidden],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, hidden],
  // A field on a line of its own, one in JSON, and an assignment; "token: must be of the form …" is none of them.
  [/^(\s*(?:- )?[\w.-]*(?:password|passwd|token|secret|certificatekey|key-data): +)\S+$/gim, `$1${hidden}`],
  [/("[\w.-]*(?:password|passwd|token|secret|certificatekey|key-data)" *: *)"[^"]*"/gi, `$1${hidden}`],
  [/([\w.-]*(?:password|passwd|token|secret|apikey|api_key)=)\S+/gi, `$1${hidden}`],
  [/(authorization: *(?:bearer|basic) +)\S+/gi, `$1${hidden}`],
  [/(--(?:token|certificate-key|password)[ =])\S+/gi, `$1${hidden}`],
  [/\/\/[^\s/:@]+:[^\s/@]+@/g, `//${hidden}@`],
  [/(?<![A-Za-z0-9+/_.-]|sha256:)[A-Za-z0-9+/]{60,}={0,2}/g, hidden],
];

/** Takes out of a text what looks like a secret. */
export const redact = (text: string): string => shapes.reduce((rest, [shape, instead]) => rest.replace(shape, instead), text);
