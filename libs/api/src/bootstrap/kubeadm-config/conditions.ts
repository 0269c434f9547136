import { defineConditions } from '../../schema/define-conditions.ts';
import { Paused, Ready } from '../../shapes/condition-reasons.ts';

/** Conditions of a KubeadmConfig. */
export const KubeadmConfigConditions = defineConditions({
  Ready,
  DataSecretAvailable: { True: ['Available'], False: ['NotAvailable'] },
  CertificatesAvailable: { True: ['Available'], Unknown: ['InternalError'] },
  Paused,
});
