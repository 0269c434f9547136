import type { ProviderPermissions } from '@capi/controller-runtime';

import { mutatingName, secretName, validatingName, type Installation } from './installation.ts';

/** What a provider that keeps its certificate by itself may do beside the rest; for its role where there is no cert-manager. */
export function webhookCertificatePermissions(installation: Pick<Installation, 'prefix' | 'definitions'>): ProviderPermissions {
  const group = 'admissionregistration.k8s.io';
  return {
    everywhere: [
      {
        group,
        resources: ['mutatingwebhookconfigurations'],
        names: [mutatingName(installation)],
        verbs: ['get', 'list', 'watch', 'update'],
      },
      {
        group,
        resources: ['validatingwebhookconfigurations'],
        names: [validatingName(installation)],
        verbs: ['get', 'list', 'watch', 'update'],
      },
      { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'], verbs: ['get', 'list', 'watch'] },
      { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'], names: installation.definitions, verbs: ['patch'] },
    ],
    atHome: [
      { group: '', resources: ['secrets'], names: [secretName(installation)], verbs: ['get', 'list', 'watch', 'update'] },
      { group: '', resources: ['secrets'], verbs: ['create'] },
    ],
  };
}
