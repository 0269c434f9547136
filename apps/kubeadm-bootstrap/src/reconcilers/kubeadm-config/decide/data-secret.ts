import { parseClusterSecretName } from '@capi/api';

import type { Rule } from './plan.ts';
import type { ReadyObservation } from './ready-observation.ts';

/**
 * Data that exists is recognised, not made again: after a crash between making the secret and saying so, and after a move, when
 * the Machine still knows its data but our status is gone. A secret without the right owner is adopted; one that is somebody
 * else's is never touched.
 */
export const dataSecret: Rule<ReadyObservation> = ({ config, owner, cluster, dataSecret: secret }) => {
  const { name } = config.metadata;
  // A config named like a certificate secret would put its data there.
  const namesake = parseClusterSecretName(name);
  if (namesake?.cluster === cluster.name) {
    return { step: 'wait', blockers: [{ kind: 'data-secret-taken', by: `the ${namesake.purpose} secret of Cluster ${cluster.name}` }] };
  }
  if (secret?.foreignOwner !== undefined) return { step: 'wait', blockers: [{ kind: 'data-secret-taken', by: secret.foreignOwner }] };
  if (secret !== undefined && !secret.ours) return { step: 'adopt-data-secret' };
  const { dataSecretName, initialization } = config.status ?? {};
  if (initialization?.dataSecretCreated === true && dataSecretName !== undefined) return undefined;
  const made = owner.dataSecretName ?? (secret === undefined ? undefined : name);
  return made === undefined || !cluster.infrastructureProvisioned ? undefined : { step: 'recognise', secret: made };
};
