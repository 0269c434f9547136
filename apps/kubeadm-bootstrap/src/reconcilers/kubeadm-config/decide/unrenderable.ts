import { kubeadmApiFor } from '@capi/kubeadm';
import { OperationError } from '@capi/seams';

import type { Blocker } from './plan.ts';
import type { ReadyObservation } from './ready-observation.ts';

/** What keeps a document from being rendered whatever else happens; known before a lock is taken or a token is made. */
export const unrenderable = (seen: ReadyObservation): readonly Blocker[] => [...unsupportedFormat(seen), ...unusableVersion(seen)];

/** Ignition is not rendered yet; saying so beats a machine that never boots. */
function unsupportedFormat({ config }: ReadyObservation): readonly Blocker[] {
  const { format } = config.spec ?? {};
  return format === undefined || format === 'cloud-config' ? [] : [{ kind: 'format-unsupported', format }];
}

function unusableVersion({ owner }: ReadyObservation): readonly Blocker[] {
  try {
    kubeadmApiFor(owner.version ?? '');
    return [];
  } catch (error) {
    if (error instanceof OperationError) return [{ kind: 'version-unusable', why: error.failure.why }];
    throw error;
  }
}
