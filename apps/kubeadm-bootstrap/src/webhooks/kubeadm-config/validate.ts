import { draftOf, findings, warnOfFieldsWithoutEffect, type Admission, type Ruling } from '@capi/admission';
import type { KubeadmConfig } from '@capi/api';
import { validateKubeadmConfigSpec } from '@capi/kubeadm';

import { withoutEffect } from '../without-effect.ts';

const fieldsWithoutEffect = withoutEffect('spec');

/** What a KubeadmConfig may be. */
export function validateKubeadmConfig(admission: Admission<KubeadmConfig>): Ruling {
  const { spec } = draftOf(admission.object);
  return {
    ...findings(validateKubeadmConfigSpec('spec', spec, admission.gates)),
    warnings: warnOfFieldsWithoutEffect(admission, fieldsWithoutEffect),
  };
}
