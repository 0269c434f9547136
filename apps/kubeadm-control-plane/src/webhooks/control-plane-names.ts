import type { NamingTemplate } from '@capi/admission';

/** What templates for the names of control-plane Machines can be made of. */
export const controlPlaneNames: NamingTemplate = {
  sample: { cluster: { name: 'cluster' }, kubeadmControlPlane: { name: 'kubeadmcontrolplane' } },
  mustBeRandom: true,
};
