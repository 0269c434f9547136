import { draftOf, findings, validateTemplateMetadata, warnOfFieldsWithoutEffect, type Admission, type Ruling } from '@capi/admission';
import type { KubeadmConfigTemplate } from '@capi/api';
import { validateKubeadmConfigSpec } from '@capi/kubeadm';

import { withoutEffect } from '../without-effect.ts';

const fieldsWithoutEffect = withoutEffect('spec.template.spec');

/** What a KubeadmConfigTemplate may be. Unlike other templates it may change: Machines that exist keep the config they were made with. */
export function validateKubeadmConfigTemplate(admission: Admission<KubeadmConfigTemplate>): Ruling {
  const { metadata, spec } = draftOf(admission.object).spec?.template ?? {};
  return {
    ...findings(
      validateKubeadmConfigSpec('spec.template.spec', spec, admission.gates),
      validateTemplateMetadata('spec.template.metadata', metadata),
    ),
    warnings: warnOfFieldsWithoutEffect(admission, fieldsWithoutEffect),
  };
}
