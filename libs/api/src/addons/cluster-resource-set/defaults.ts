import type { DeepReadonly } from '@capi/seams';

import { draftOf } from '../../meta/draft.ts';
import type { ClusterResourceSet } from './kind.ts';

/**
 * A ClusterResourceSet with what admission adds: resources are applied once unless it says otherwise.
 * @see upstream v1.14.0 core/webhooks/admission/clusterresourceset.go (behaviour)
 */
export function defaultClusterResourceSet(set: DeepReadonly<ClusterResourceSet>): DeepReadonly<ClusterResourceSet> {
  const given: string = draftOf(set).spec?.strategy ?? '';
  return given === '' ? { ...set, spec: { ...set.spec, strategy: 'ApplyOnce' } } : set;
}
