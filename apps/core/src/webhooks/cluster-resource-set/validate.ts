import {
  findings,
  invalid,
  isEmptySelector,
  refuseChange,
  refuseChangeOnceSet,
  validateSelector,
  type Admission,
  type Ruling,
} from '@capi/admission';
import { draftOf, type ClusterResourceSet } from '@capi/api';

/** What a ClusterResourceSet may be. Which Clusters it is for and how it is applied never changes, since nothing is taken back. */
export function validateClusterResourceSet({ object, before }: Admission<ClusterResourceSet>): Ruling {
  const { clusterSelector, strategy } = draftOf(object).spec ?? {};
  const path = 'spec.clusterSelector';
  return findings(
    validateSelector(path, clusterSelector),
    isEmptySelector(clusterSelector) ? [invalid(path, clusterSelector, 'must not be empty: name labels of the Clusters to apply to')] : [],
    before === undefined ? [] : refuseChangeOnceSet('spec.strategy', draftOf(before).spec?.strategy, strategy),
    before === undefined ? [] : refuseChange(path, draftOf(before).spec?.clusterSelector ?? {}, clusterSelector ?? {}),
  );
}
