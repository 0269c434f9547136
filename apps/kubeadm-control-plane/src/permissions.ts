import { kindsOf } from '@capi/api';
import { processPermissions, type ProviderPermissions } from '@capi/controller-runtime';
import { crdMigrationPermissions } from '@capi/crd-migration';

import { permissions as kubeadmControlPlane } from './reconcilers/kubeadm-control-plane/watches.ts';
import { permissions as webhooks } from './webhooks/cached-ports.ts';

/** All that this provider may do on the management cluster; the roles in `deploy/kubeadm-control-plane/rbac` are generated from it. */
export const permissions: ProviderPermissions = {
  everywhere: [
    ...processPermissions.everywhere,
    ...crdMigrationPermissions(kindsOf('control-plane-kubeadm')),
    ...kubeadmControlPlane,
    ...webhooks,
  ],
  atHome: processPermissions.atHome,
};
