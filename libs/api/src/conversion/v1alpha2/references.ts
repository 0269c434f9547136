import type { Codec } from '../mapping.ts';
import { contractReference } from '../references.ts';

const version = 'v1alpha2';

/**
 * A reference to a provider object. Going down it names the kind in v1alpha2 where its CRD serves that, as the first book's manifests
 * and clients do; otherwise in the version of the newest contract.
 */
export const reference = ({ oldAlways = false }: { readonly oldAlways?: boolean } = {}): Codec =>
  contractReference({
    oldAlways,
    versionOf: (kind, { context }) => (context.serves(kind, version) ? `${kind.apiGroup}/${version}` : context.apiVersionOf(kind)),
  });
