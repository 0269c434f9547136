import { annotations, labels } from '@capi/api';

import type { Observation } from '../observation.ts';

/** Whether a deployment made the set. The label says so, not the owner reference, as upstream has it. */
export const isDeploymentChild = ({ stored }: Observation): boolean => stored.metadata.labels?.[labels.deploymentName] !== undefined;

/** Whether the set is the one its deployment rolls out to: both carry the same revision. */
export const isCurrent = ({ stored, deployment }: Observation): boolean =>
  deployment !== undefined &&
  stored.metadata.annotations?.[annotations.revision] === deployment.metadata.annotations?.[annotations.revision];
