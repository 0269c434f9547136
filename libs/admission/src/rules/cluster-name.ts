import type { Draft } from '@capi/api';

import { invalid, type Finding } from '../finding.ts';
import { forbidChange } from './immutable.ts';

interface OfCluster {
  readonly spec?: Draft<{ clusterName: string }> | undefined;
}

/** The Cluster that an object belongs to cannot be exchanged. */
export const validateClusterName = ({ spec }: OfCluster, before: OfCluster | undefined): readonly Finding[] =>
  before === undefined ? [] : forbidChange('spec.clusterName', before.spec?.clusterName, spec?.clusterName);

/** An owner of Machines and the Machines it makes belong to the same Cluster. */
export const validateTemplateClusterName = ({
  spec,
}: {
  readonly spec?: Draft<{ clusterName: string; template: { spec: { clusterName: string } } }> | undefined;
}): readonly Finding[] => {
  const [own = '', made = ''] = [spec?.clusterName, spec?.template?.spec?.clusterName];
  return own === made ? [] : [invalid('spec.clusterName', own, `must match spec.template.spec.clusterName, which is "${made}"`)];
};
