import type forge from 'node-forge';
// @ts-expect-error -- the package types only its whole, which takes 30 ms to load; these two parts take 3
import untypedAsn1 from 'node-forge/lib/asn1.js';
// @ts-expect-error -- as above
import untypedSha256 from 'node-forge/lib/sha256.js';

export const asn1 = untypedAsn1 as typeof forge.asn1;
export const sha256 = untypedSha256 as typeof forge.md.sha256;
