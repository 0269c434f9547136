import { clusterSecretName } from '@capi/api';
import type { CertificatePurpose, GeneratedPurpose } from '@capi/certificates';

import type { Blocker } from './plan.ts';
import type { ReadyObservation } from './ready-observation.ts';

/** The certificates of a control-plane machine. With an external etcd its authority is the user's, and so is the client certificate. */
export function controlPlaneCertificates({ config }: ReadyObservation): readonly CertificatePurpose[] {
  const external = config.spec?.clusterConfiguration?.etcd?.external !== undefined;
  return external ? ['ca', 'etcd', 'proxy', 'sa', 'apiserver-etcd-client'] : ['ca', 'etcd', 'proxy', 'sa'];
}

/** Those that Cluster API makes when nobody else does. */
export function missingToGenerate(seen: ReadyObservation): readonly GeneratedPurpose[] {
  const external = seen.config.spec?.clusterConfiguration?.etcd?.external !== undefined;
  const own: readonly GeneratedPurpose[] = external ? ['ca', 'proxy', 'sa'] : ['ca', 'etcd', 'proxy', 'sa'];
  return own.filter((purpose) => seen.certificates[purpose] === undefined);
}

/** What is missing of the wanted certificates; those in `certificateOnly` may come without their key. */
export function certificatesMissing(
  { cluster, certificates }: ReadyObservation,
  wanted: readonly CertificatePurpose[],
  certificateOnly: readonly CertificatePurpose[] = [],
): Blocker | undefined {
  const missing = wanted.filter((purpose) =>
    certificateOnly.includes(purpose) ? certificates[purpose] === undefined : certificates[purpose] !== 'complete',
  );
  if (missing.length === 0) return undefined;
  return { kind: 'certificates-missing', secrets: missing.map((purpose) => clusterSecretName(cluster.name, purpose)) };
}
