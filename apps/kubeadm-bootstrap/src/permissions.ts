import { kindsOf } from '@capi/api';
import { processPermissions, type ProviderPermissions } from '@capi/controller-runtime';
import { crdMigrationPermissions } from '@capi/crd-migration';

import { permissions as kubeadmConfig } from './reconcilers/kubeadm-config/watches.ts';

/** All that this provider may do on the management cluster; the roles in `deploy/kubeadm-bootstrap/rbac` are generated from it. */
export const permissions: ProviderPermissions = {
  everywhere: [...processPermissions.everywhere, ...crdMigrationPermissions(kindsOf('bootstrap-kubeadm')), ...kubeadmConfig],
  atHome: processPermissions.atHome,
};
