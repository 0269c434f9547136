import { findings, refuseChangeOnceSet, type Admission, type Ruling } from '@capi/admission';
import { draftOf, type ClusterResourceSetBinding } from '@capi/api';

/** What a ClusterResourceSetBinding may be: anything, but it stays with its Cluster. */
export const validateClusterResourceSetBinding = ({ object, before }: Admission<ClusterResourceSetBinding>): Ruling =>
  findings(
    before === undefined
      ? []
      : refuseChangeOnceSet('spec.clusterName', draftOf(before).spec?.clusterName, draftOf(object).spec?.clusterName),
  );
