import { labels } from '@capi/api';

import type { Observation } from '../observation.ts';

/** Whether a deployment made the set. The label says so, not the owner reference, as upstream has it. */
export const isDeploymentChild = ({ stored }: Observation): boolean => stored.metadata.labels?.[labels.deploymentName] !== undefined;
