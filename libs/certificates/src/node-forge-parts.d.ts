// The two parts of node-forge that are used load in 3 ms; the whole package takes 30. Its typings only know the whole.
declare module 'node-forge/lib/asn1.js' {
  import type forge from 'node-forge';
  const asn1: typeof forge.asn1;
  export default asn1;
}
declare module 'node-forge/lib/sha256.js' {
  import type forge from 'node-forge';
  const sha256: typeof forge.md.sha256;
  export default sha256;
}
